using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Market;

/// <summary>The newest quote of a symbol, conflated: <c>market.quote.&lt;symbol&gt;</c>, written by the scanner.</summary>
public sealed record MarketQuote : Message
{
    public required Symbol Symbol { get; init; }
    public required QuoteValues Quote { get; init; }
}
