using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Broker.Port;

/// <summary>What the venue says of the account: orders, positions, executions, money, time. Reading only.</summary>
/// <remarks>Every method throws <see cref="VenueUnavailableException"/> when no usable answer came, <see cref="VenueRefusedException"/> when the venue refused.</remarks>
public interface IVenueReader
{
    Task<AccountReading> GetAccountAsync(CancellationToken cancellationToken);

    /// <summary>Open orders with their legs nested, all pages, oldest first.</summary>
    /// <param name="symbol">Only this symbol's; null for all.</param>
    Task<IReadOnlyList<VenueOrder>> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellationToken);

    /// <summary>Orders of any status submitted after a moment of the venue's clock, legs nested, all pages, oldest first.</summary>
    Task<IReadOnlyList<VenueOrder>> GetOrdersSinceAsync(DateTimeOffset submittedAfter, CancellationToken cancellationToken);

    /// <summary>One order with its legs; null when the venue does not know it.</summary>
    Task<VenueOrder?> FindOrderAsync(string venueOrderId, CancellationToken cancellationToken);

    /// <summary>One order with its legs; null when the venue does not know the id.</summary>
    Task<VenueOrder?> FindOrderByClientIdAsync(string clientOrderId, CancellationToken cancellationToken);

    Task<IReadOnlyList<VenuePosition>> GetPositionsAsync(CancellationToken cancellationToken);

    /// <summary>Null when nothing is held.</summary>
    Task<VenuePosition?> FindPositionAsync(Symbol symbol, CancellationToken cancellationToken);

    /// <summary>Executions after a moment of the venue's clock, all pages, oldest first.</summary>
    Task<IReadOnlyList<Execution>> GetExecutionsSinceAsync(DateTimeOffset after, CancellationToken cancellationToken);

    /// <summary>What changed the account without an execution after a moment of the venue's clock (splits, new names, fees, payments), all pages, oldest first.</summary>
    Task<IReadOnlyList<AccountActivity>> GetActivitiesSinceAsync(DateTimeOffset after, CancellationToken cancellationToken);

    Task<VenueClockReading> GetClockAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<SessionHours>> GetCalendarAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken);

    /// <summary>Active, tradable assets.</summary>
    Task<IReadOnlyList<VenueAsset>> GetAssetsAsync(CancellationToken cancellationToken);

    /// <summary>Sets no_shorting and a margin multiplier of 1, reads them back, and says whether both hold (invariant 5).</summary>
    Task<bool> EnsureLongOnlyCashAsync(CancellationToken cancellationToken);
}
