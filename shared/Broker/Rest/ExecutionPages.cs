using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Contracts.Orders;

namespace Pipeline.Broker.Rest;

/// <summary>Reads the account's executions page by page.</summary>
internal sealed class ExecutionPages(VenueReads reads)
{
    private const int ActivitiesAPage = 100;

    public async Task<IReadOnlyList<Execution>> ReadAsync(DateTimeOffset after, CancellationToken cancellationToken)
    {
        var executions = new List<Execution>();
        var first = $"/v2/account/activities?activity_types=FILL&direction=asc&page_size={ActivitiesAPage}&after={VenueReader.Moment(after)}";
        var path = first;
        var pages = new PageGuard("activities");
        while (true)
        {
            var (page, count, lastId) = await reads.GetAsync(EndpointFamily.Account, path, (list, _) => ReadPage(list), cancellationToken);
            executions.AddRange(page);
            if (count < ActivitiesAPage || lastId is null)
                return executions;
            path = $"{first}&page_token={Uri.EscapeDataString(pages.Next(lastId))}";
        }
    }

    private static (List<Execution> Page, int Count, string? LastId) ReadPage(JsonElement list)
    {
        var items = list.ListItems().ToList();
        var page = items.Where(item => item.Text("activity_type") is null or "FILL").Select(WireExecution.FromActivity).OfType<Execution>().ToList();
        return (page, items.Count, items.Count == 0 ? null : items[^1].Text("id"));
    }
}
