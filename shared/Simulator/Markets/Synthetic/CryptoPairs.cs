using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>The pairs of the synthetic market: real names at invented prices.</summary>
public static class CryptoPairs
{
    // A fee in kind leaves odd quantities behind, which must be sellable.
    private const decimal QuantityStep = 0.000000001m;

    private static readonly (string Symbol, string Name, double Price, double Volume, decimal Lot, int Decimals, decimal Least)[] Known =
    [
        ("BTC/USD", "Bitcoin / US Dollar", 60_000, 4_000, 0.005m, 2, 0.0001m),
        ("ETH/USD", "Ethereum / US Dollar", 3_000, 60_000, 0.05m, 2, 0.001m),
        ("SOL/USD", "Solana / US Dollar", 140, 600_000, 1m, 3, 0.01m),
        ("LTC/USD", "Litecoin / US Dollar", 80, 300_000, 1m, 3, 0.01m),
        ("DOGE/USD", "Dogecoin / US Dollar", 0.15, 200_000_000, 500m, 5, 1m),
    ];

    public static IReadOnlyList<Asset> Assets { get; } = [.. Known.Select(pair => Asset.Pair(pair.Symbol, pair.Name, pair.Least, StepOf(pair.Decimals)) with { MinTradeIncrement = QuantityStep })];

    private static decimal StepOf(int decimals) => new(1, 0, 0, isNegative: false, (byte)decimals);

    public static IReadOnlyDictionary<string, SymbolProfile> Profiles(ulong seed) =>
        Known.ToDictionary(pair => pair.Symbol, pair => SymbolProfile.OfClock(seed, pair.Symbol, pair.Price, pair.Volume, pair.Lot, pair.Decimals));
}
