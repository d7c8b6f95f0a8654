namespace Pipeline.Exchange;

/// <summary>A market as the venue lists it: renamed, split, shifted, halted and with its flags changed.</summary>
public sealed class ListedMarket(IMarket market, AssetBook book) : IMarket
{
    private static readonly string[] Quotes = ["USDT", "USDC", "USD", "BTC"];

    public Asset? Find(string symbol)
    {
        if (book.IsEmpty) return market.Find(symbol);
        var state = book.Find(symbol);
        if (state?.RenamedTo is not null) return null;
        var asset = market.Find(state?.Original ?? symbol);
        if (asset is null || state is null) return asset;
        return asset with
        {
            Symbol = symbol,
            Tradable = !state.Delisted && (state.Tradable ?? asset.Tradable),
            Shortable = state.Shortable ?? asset.Shortable,
            EasyToBorrow = state.EasyToBorrow ?? asset.EasyToBorrow,
            Fractionable = state.Fractionable ?? asset.Fractionable,
        };
    }

    /// <summary>The asset of a symbol in either spelling: <c>BTC/USD</c> or, as positions write it, <c>BTCUSD</c>.</summary>
    public Asset? Resolve(string symbol)
    {
        if (Find(symbol) is { } asset) return asset;
        foreach (var quote in Quotes)
        {
            if (symbol.Length > quote.Length && symbol.EndsWith(quote, StringComparison.Ordinal)
                && Find($"{symbol[..^quote.Length]}/{quote}") is { } pair) return pair;
        }

        return null;
    }

    public Tick? TickAt(string symbol, DateTimeOffset at)
    {
        if (book.IsEmpty || book.Find(symbol) is not { } state) return market.TickAt(symbol, at);
        if (state.RenamedTo is not null) return null;
        // While a symbol is halted, its last market stands.
        if (state.HaltAt(at) is { } halt) at = halt.From;
        if (market.TickAt(state.Original, at) is not { } tick) return null;
        var (factor, sizes) = (state.FactorAt(at), state.SizeFactorAt(at));
        return factor == 1m && sizes == 1m ? tick : tick with
        {
            Bid = Scaled(tick.Bid, factor),
            Ask = Scaled(tick.Ask, factor),
            Last = Scaled(tick.Last, factor),
            BidSize = decimal.Round(tick.BidSize / sizes),
            AskSize = decimal.Round(tick.AskSize / sizes),
        };
    }

    /// <summary>A price times a factor, on the tick of its height; never zero unless it was.</summary>
    public static decimal Scaled(decimal price, decimal factor)
    {
        if (factor == 1m || price == 0m) return price;
        var scaled = price * factor;
        return Math.Max(0.0001m, decimal.Round(scaled, scaled >= 1m ? 2 : 4));
    }
}
