namespace Pipeline.Simulator.Markets;

/// <summary>Tells crypto pairs from stocks by their symbols.</summary>
public static class Pairs
{
    /// <summary>True for <c>BTC/USD</c>, false for <c>AAPL</c>.</summary>
    public static bool IsPair(string symbol) => symbol.Contains('/', StringComparison.Ordinal);
}
