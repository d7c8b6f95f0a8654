namespace Pipeline.Simulator.Http;

/// <summary>Which paths ask for keys, and which count against the trading API's budget.</summary>
public static class KeyRules
{
    /// <summary>True where the venue refuses requests without keys: everywhere but on crypto data.</summary>
    public static bool NeedsKeys(string path) =>
        path.StartsWith("/v", StringComparison.Ordinal) && !path.StartsWith("/v1beta3/crypto/", StringComparison.Ordinal);

    /// <summary>True for the trading API, false for market data, whose budget is another.</summary>
    public static bool IsTrading(string path) =>
        (path.StartsWith("/v2/", StringComparison.Ordinal) && !path.StartsWith("/v2/stocks/", StringComparison.Ordinal))
        || path.StartsWith("/v3/", StringComparison.Ordinal);
}
