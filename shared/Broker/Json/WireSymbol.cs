using System.Text.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Json;

/// <summary>The venue's spelling of symbols: positions write BTCUSD where orders and data write BTC/USD.</summary>
internal static class WireSymbol
{
    private const int LongestTicker = 5;
    private static readonly string[] QuoteCurrencies = ["USDT", "USDC", "USD", "BTC"];

    /// <summary>False for what the pipeline does not trade and cannot name, options for instance.</summary>
    public static bool TryRead(JsonElement element, out Symbol symbol) =>
        Symbol.TryParse(Canonical(element.Text("symbol"), element.Text("asset_class") ?? element.Text("class")), out symbol);

    /// <summary>With the slash that the venue leaves out in places.</summary>
    /// <param name="assetClass">Null where the venue does not tell; then only a name too long for a stock's is taken for a pair.</param>
    public static string? Canonical(string? text, string? assetClass)
    {
        if (text is null || text.Contains('/', StringComparison.Ordinal) || text.Contains('.', StringComparison.Ordinal))
            return text;
        var isPair = assetClass is null ? text.Length > LongestTicker && text.All(char.IsAsciiLetterUpper) : assetClass == "crypto";
        if (!isPair)
            return text;
        var currency = Array.Find(QuoteCurrencies, candidate => text.Length > candidate.Length && text.EndsWith(candidate, StringComparison.Ordinal));
        return currency is null ? text : $"{text[..^currency.Length]}/{currency}";
    }
}
