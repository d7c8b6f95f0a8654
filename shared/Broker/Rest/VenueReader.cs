using System.Globalization;
using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Rest;

/// <inheritdoc cref="IVenueReader"/>
internal sealed class VenueReader(VenueReads reads, OrderPages orderPages, AccountSettings settings) : IVenueReader
{
    private const int ActivitiesAPage = 100;

    public Task<AccountReading> GetAccountAsync(CancellationToken cancellationToken) =>
        reads.GetAsync(EndpointFamily.Account, "/v2/account", (account, answer) => WireAccount.ReadAccount(account, answer.SentAt), cancellationToken);

    public Task<IReadOnlyList<VenueOrder>> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellationToken) =>
        orderPages.ReadAsync("open", after: null, symbol, cancellationToken);

    public Task<IReadOnlyList<VenueOrder>> GetOrdersSinceAsync(DateTimeOffset submittedAfter, CancellationToken cancellationToken) =>
        orderPages.ReadAsync("all", submittedAfter, symbol: null, cancellationToken);

    public Task<VenueOrder?> FindOrderAsync(string venueOrderId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(venueOrderId);
        return reads.FindAsync(EndpointFamily.Orders, $"/v2/orders/{Uri.EscapeDataString(venueOrderId)}?nested=true", ReadOrder, cancellationToken);
    }

    public Task<VenueOrder?> FindOrderByClientIdAsync(string clientOrderId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(clientOrderId);
        var path = $"/v2/orders:by_client_order_id?client_order_id={Uri.EscapeDataString(clientOrderId)}&nested=true";
        return reads.FindAsync(EndpointFamily.Orders, path, ReadOrder, cancellationToken);
    }

    public Task<IReadOnlyList<VenuePosition>> GetPositionsAsync(CancellationToken cancellationToken) =>
        ListAsync(EndpointFamily.Account, "/v2/positions", WireAccount.ReadPosition, cancellationToken);

    public Task<VenuePosition?> FindPositionAsync(Symbol symbol, CancellationToken cancellationToken) =>
        // Positions spell pairs without the slash.
        reads.FindAsync(EndpointFamily.Account, $"/v2/positions/{symbol.Name.Replace("/", "", StringComparison.Ordinal)}", (position, _) => WireAccount.ReadPosition(position), cancellationToken);

    public async Task<IReadOnlyList<Execution>> GetExecutionsSinceAsync(DateTimeOffset after, CancellationToken cancellationToken)
    {
        var executions = new List<Execution>();
        var first = $"/v2/account/activities?activity_types=FILL&direction=asc&page_size={ActivitiesAPage}&after={Moment(after)}";
        var path = first;
        var pages = new PageGuard("activities");
        while (true)
        {
            var (page, count, lastId) = await reads.GetAsync(EndpointFamily.Account, path, (list, _) => ReadActivities(list), cancellationToken);
            executions.AddRange(page);
            if (count < ActivitiesAPage || lastId is null)
                return executions;
            path = $"{first}&page_token={Uri.EscapeDataString(pages.Next(lastId))}";
        }
    }

    public Task<VenueClockReading> GetClockAsync(CancellationToken cancellationToken) =>
        reads.GetAsync(EndpointFamily.Reference, "/v2/clock", (clock, answer) => WireAccount.ReadClock(clock, answer.RoundTrip), cancellationToken);

    public async Task<IReadOnlyList<SessionHours>> GetCalendarAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken) =>
        await reads.GetAsync<IReadOnlyList<SessionHours>>(
            EndpointFamily.Reference,
            string.Create(CultureInfo.InvariantCulture, $"/v2/calendar?start={first:yyyy-MM-dd}&end={last:yyyy-MM-dd}"),
            (list, _) => [.. list.ListItems().Select(WireAccount.ReadSession).Where(session => session.Day >= first && session.Day <= last).OrderBy(session => session.Day)],
            cancellationToken);

    public async Task<IReadOnlyList<VenueAsset>> GetAssetsAsync(CancellationToken cancellationToken)
    {
        var assets = await ListAsync(EndpointFamily.Reference, "/v2/assets?status=active", WireAccount.ReadAsset, cancellationToken);
        return [.. assets.Where(asset => asset.Tradable)];
    }

    public Task<bool> EnsureLongOnlyCashAsync(CancellationToken cancellationToken) => settings.EnsureLongOnlyCashAsync(cancellationToken);

    internal static string Moment(DateTimeOffset time) =>
        Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<T>> ListAsync<T>(EndpointFamily family, string path, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class =>
        await reads.GetAsync<IReadOnlyList<T>>(family, path, (list, _) => [.. list.ListItems().Select(read).OfType<T>()], cancellationToken);

    private static VenueOrder ReadOrder(JsonElement order, VenueAnswer.Answered answer) =>
        WireOrder.Read(order) ?? throw new JsonException("The order is in something that has no name here.");

    private static (List<Execution> Page, int Count, string? LastId) ReadActivities(JsonElement list)
    {
        var items = list.ListItems().ToList();
        var page = items.Where(item => item.Text("activity_type") is null or "FILL").Select(WireExecution.FromActivity).OfType<Execution>().ToList();
        return (page, items.Count, items.Count == 0 ? null : items[^1].Text("id"));
    }
}
