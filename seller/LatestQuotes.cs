using System.Collections.Concurrent;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Seller;

/// <summary>The bid of each symbol as it was last heard; not told when it was heard too long ago.</summary>
public sealed class LatestQuotes(TimeProvider machine)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<Symbol, (Price? Bid, long HeardAt)> _quotes = new();

    public void Hear(MarketQuote quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        _quotes[quote.Symbol] = (quote.Quote.Bid, machine.GetTimestamp());
    }

    public Price? Bid(Symbol symbol) =>
        _quotes.TryGetValue(symbol, out var quote) && machine.GetElapsedTime(quote.HeardAt) < Fresh ? quote.Bid : null;
}
