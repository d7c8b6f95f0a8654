using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Ledger;

namespace Pipeline.Broker.Rest;

/// <summary>Reads the account's activities page by page: executions, or everything else.</summary>
internal sealed class ExecutionPages(VenueReads reads)
{
    private const int ActivitiesAPage = 100;

    public Task<IReadOnlyList<Execution>> ReadAsync(DateTimeOffset after, CancellationToken cancellationToken) =>
        ReadAsync("activity_types=FILL&", after, item => item.Text("activity_type") is null or "FILL" ? WireExecution.FromActivity(item) : null, cancellationToken);

    /// <summary>Without a filter, because the venue adds types; executions are left out here.</summary>
    public Task<IReadOnlyList<AccountActivity>> ReadOthersAsync(DateTimeOffset after, CancellationToken cancellationToken) =>
        ReadAsync("", after, WireExecution.ActivityOf, cancellationToken);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string filter, DateTimeOffset after, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var activities = new List<T>();
        var first = $"/v2/account/activities?{filter}direction=asc&page_size={ActivitiesAPage}&after={VenueReader.Moment(after)}";
        var path = first;
        var pages = new PageGuard("activities");
        while (true)
        {
            var (page, count, lastId) = await reads.GetAsync(EndpointFamily.Account, path, (list, _) => ReadPage(list, read), cancellationToken);
            activities.AddRange(page);
            if (count < ActivitiesAPage)
                return activities;
            if (lastId is null)
                throw new VenueUnavailableException("A full page of activities came without ids; the rest cannot be asked for.");
            path = $"{first}&page_token={Uri.EscapeDataString(pages.Next(lastId))}";
        }
    }

    private static (List<T> Page, int Count, string? LastId) ReadPage<T>(JsonElement list, Func<JsonElement, T?> read)
        where T : class
    {
        var items = list.ListItems().ToList();
        return ([.. items.Select(read).OfType<T>()], items.Count, items.Count == 0 ? null : items[^1].Text("id"));
    }
}
