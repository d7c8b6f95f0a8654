using System.Globalization;
using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Broker.Rest;

/// <inheritdoc cref="IVenueReader"/>
internal sealed class VenueReader(VenueReads reads, OrderPages orderPages, ExecutionPages executions, AccountSettings settings, PairHoldings pairs) : IVenueReader
{
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

    public async Task<IReadOnlyList<VenuePosition>> GetPositionsAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<VenuePosition>> ReadAsync() => ListAsync(EndpointFamily.Account, "/v2/positions", WireAccount.ReadPosition, cancellationToken);
        var held = await ReadAsync();
        return held.Any(position => position.Symbol.IsCrypto) ? await pairs.OwnedAsync(held, ReadAsync, cancellationToken) : held;
    }

    public async Task<VenuePosition?> FindPositionAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        // Positions spell pairs without the slash.
        var path = $"/v2/positions/{symbol.Name.Replace("/", "", StringComparison.Ordinal)}";
        async Task<IReadOnlyList<VenuePosition>> ReadAsync() =>
            await reads.FindAsync(EndpointFamily.Account, path, (position, _) => WireAccount.ReadPosition(position), cancellationToken) is { } found ? [found] : [];
        var held = await ReadAsync();
        return (symbol.IsCrypto ? await pairs.OwnedAsync(held, ReadAsync, cancellationToken) : held) is [{ } one] ? one : null;
    }

    public Task<IReadOnlyList<Execution>> GetExecutionsSinceAsync(DateTimeOffset after, CancellationToken cancellationToken) => executions.ReadAsync(after, cancellationToken);

    public Task<IReadOnlyList<AccountActivity>> GetActivitiesSinceAsync(DateTimeOffset after, CancellationToken cancellationToken) =>
        executions.ReadOthersAsync(after, cancellationToken);

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
}
