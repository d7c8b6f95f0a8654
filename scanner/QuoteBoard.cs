using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Scanner;

/// <summary>The newest quote of each symbol, whichever way it came; what is newer is published.</summary>
public sealed class QuoteBoard(MarketPublisher market)
{
    private readonly Dictionary<Symbol, QuoteValues> _quotes = [];

    public QuoteValues? Of(Symbol symbol) => _quotes.GetValueOrDefault(symbol);

    public void Streamed(Symbol symbol, QuoteValues quote)
    {
        _quotes[symbol] = quote;
        market.Conflate(symbol, quote);
    }

    /// <summary>Quotes by request: one that is known already is not news.</summary>
    public Task Read(IReadOnlyDictionary<Symbol, QuoteValues> quotes)
    {
        ArgumentNullException.ThrowIfNull(quotes);
        foreach (var (symbol, quote) in quotes.Where(read => !(read.Value.At <= Of(read.Key)?.At)))
            Streamed(symbol, quote);
        return Task.CompletedTask;
    }
}
