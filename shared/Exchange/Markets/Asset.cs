namespace Pipeline.Exchange;

/// <summary>Something that can be traded here.</summary>
/// <param name="Symbol">As orders write it: <c>AAPL</c>, <c>BTC/USD</c>.</param>
public sealed record Asset(string Symbol, string Name)
{
    public AssetClass Class { get; init; }

    public bool Tradable { get; init; } = true;

    public bool Fractionable { get; init; } = true;

    public bool Marginable { get; init; } = true;

    public bool Shortable { get; init; } = true;

    public bool EasyToBorrow { get; init; } = true;

    /// <summary>True when it trades between 20:00 and 04:00 New York.</summary>
    public bool OvernightTradable { get; init; }

    /// <summary>True when parts of a share trade outside the regular session.</summary>
    public bool FractionalExtendedHours { get; init; } = true;

    /// <summary>Smallest order in units of the base asset; crypto only.</summary>
    public decimal? MinOrderSize { get; init; }

    /// <summary>Step of quantities; crypto only.</summary>
    public decimal? MinTradeIncrement { get; init; }

    /// <summary>Step of prices in dollars; crypto only.</summary>
    public decimal? PriceIncrement { get; init; }

    /// <summary>A pair that trades around the clock in parts, is not lent and carries no margin.</summary>
    /// <param name="symbol">With a slash: <c>BTC/USD</c>.</param>
    /// <param name="increment">Smallest order and step of quantities.</param>
    /// <param name="priceIncrement">Step of prices in dollars.</param>
    public static Asset Pair(string symbol, string name, decimal increment, decimal priceIncrement) => new(symbol, name)
    {
        Class = AssetClass.Crypto,
        Marginable = false,
        Shortable = false,
        EasyToBorrow = false,
        MinOrderSize = increment,
        MinTradeIncrement = increment,
        PriceIncrement = priceIncrement,
    };

    /// <summary>The symbol as positions write it: a pair loses its slash.</summary>
    public static string PositionSymbolOf(string symbol) => symbol.Replace("/", "", StringComparison.Ordinal);
}
