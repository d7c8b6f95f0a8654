namespace Pipeline.Exchange;

/// <summary>The market in one symbol at one moment; prices in dollars, sizes in shares.</summary>
/// <param name="Last">Price of the last trade.</param>
/// <param name="At">When this was the market; older than now when the symbol is not trading.</param>
public sealed record Tick(decimal Bid, decimal Ask, decimal BidSize, decimal AskSize, decimal Last, DateTimeOffset At);
