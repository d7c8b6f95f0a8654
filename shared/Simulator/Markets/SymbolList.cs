using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>The symbols of a market, stocks or pairs; made anew only when one was renamed.</summary>
/// <param name="pairs">True for crypto pairs, false for everything else.</param>
public sealed class SymbolList(ISimulatedMarket market, AssetBook book, bool pairs)
{
    private volatile Listing? _listing;

    public IReadOnlyList<string> Symbols
    {
        get
        {
            var revision = book.Revision;
            if (_listing is { } known && known.Revision == revision) return known.Symbols;
            var symbols = market.Assets.Select(asset => asset.Symbol).Where(symbol => Pairs.IsPair(symbol) == pairs).ToList();
            _listing = new Listing(revision, symbols);
            return symbols;
        }
    }

    private sealed record Listing(long Revision, IReadOnlyList<string> Symbols);
}
