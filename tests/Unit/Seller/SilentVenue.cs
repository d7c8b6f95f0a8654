using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Tests.Unit.Seller;

/// <summary>A venue that gives no answer, for ever or for a while; then nothing is held. Of positions alone.</summary>
internal sealed class SilentVenue : IVenueReader
{
    /// <summary>How many questions are not answered.</summary>
    public int AwayFor { get; set; } = int.MaxValue;

    public int Asked { get; private set; }

    public Task<IReadOnlyList<VenuePosition>> GetPositionsAsync(CancellationToken cancellationToken) =>
        ++Asked > AwayFor ? Task.FromResult<IReadOnlyList<VenuePosition>>([]) : Task.FromException<IReadOnlyList<VenuePosition>>(new VenueUnavailableException("nobody answers"));

    public Task<AccountReading> GetAccountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<VenueOrder>> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<VenueOrder>> GetOrdersSinceAsync(DateTimeOffset submittedAfter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<VenueOrder?> FindOrderAsync(string venueOrderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<VenueOrder?> FindOrderByClientIdAsync(string clientOrderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<VenuePosition?> FindPositionAsync(Symbol symbol, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Execution>> GetExecutionsSinceAsync(DateTimeOffset after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<AccountActivity>> GetActivitiesSinceAsync(DateTimeOffset after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<VenueClockReading> GetClockAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SessionHours>> GetCalendarAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<VenueAsset>> GetAssetsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> EnsureLongOnlyCashAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
