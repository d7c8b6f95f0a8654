using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What the venue says of the account: one reading, complete or not there at all. A failed reading is never a flat one.</summary>
/// <param name="Orders">All open orders and what they descend from, legs apart, by the venue's id.</param>
/// <param name="Holdings">What is held, all of it.</param>
/// <param name="Unknown">Orders that the book holds for open and the venue says it does not know.</param>
public sealed record VenueStatement(
    IReadOnlyDictionary<string, VenueOrder> Orders, IReadOnlyDictionary<Symbol, decimal> Holdings, IReadOnlyCollection<VenueOrder> Unknown)
{
    /// <summary>Shares held; below zero for a short.</summary>
    public decimal Held(Symbol symbol) => Holdings.GetValueOrDefault(symbol);
}
