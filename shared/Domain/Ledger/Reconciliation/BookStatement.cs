using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What the book says of the account.</summary>
/// <param name="Positions">Every position ever opened, closed ones too.</param>
/// <param name="OriginOf">What an order is to which round trip.</param>
/// <param name="Trades">Whether something may be traded now: outside a session the venue keeps no stop for a part of a share.</param>
public sealed record BookStatement(IReadOnlyCollection<Position> Positions, Func<VenueOrder, OrderOrigin> OriginOf, Func<Symbol, bool> Trades);
