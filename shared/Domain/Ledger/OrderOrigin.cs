using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>Where an order comes from: what it is to which round trip, and how its entry wanted to be protected.</summary>
/// <param name="Role">What it is to the round trip.</param>
/// <param name="TradeId">The round trip it was sent for; null for an order the pipeline did not send.</param>
/// <param name="Strategy">Known for entries.</param>
/// <param name="SignalId">The signal its story began with; known for entries.</param>
/// <param name="Stop">Where the entry's stop leg rests; known for entries.</param>
/// <param name="TakeProfit">Where the entry's take-profit leg rests; known for entries.</param>
/// <param name="DecidedOn">The quote that the entry was decided on; known for entries.</param>
public sealed record OrderOrigin(
    OrderRole Role, string? TradeId, string? Strategy = null, string? SignalId = null, Price? Stop = null, Price? TakeProfit = null, QuoteValues? DecidedOn = null)
{
    public static OrderOrigin Foreign { get; } = new(OrderRole.Foreign, null);
}
