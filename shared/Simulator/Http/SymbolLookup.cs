using Pipeline.Exchange;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>Finds what a path names: a symbol, a pair with or without its slash, or an asset id.</summary>
public static class SymbolLookup
{
    /// <summary>The asset, or null when there is none.</summary>
    public static Asset? Find(ISimulatedMarket market, string text)
    {
        if (market.Find(text) is { } asset) return asset;
        if (Guid.TryParse(text, out var id)) return market.Assets.FirstOrDefault(known => AssetJson.IdOf(known.Symbol) == id);
        return market.Assets.FirstOrDefault(known => Pairs.IsPair(known.Symbol) && Asset.PositionSymbolOf(known.Symbol) == text);
    }

    /// <summary>The symbol as orders write it; the text itself when nothing is known by it.</summary>
    public static string Of(ISimulatedMarket market, string text) => Find(market, text)?.Symbol ?? text;
}
