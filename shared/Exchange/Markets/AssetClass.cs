namespace Pipeline.Exchange;

/// <summary>What kind of thing is traded.</summary>
public enum AssetClass
{
    UsEquity,

    /// <summary>A pair such as BTC/USD; trades around the clock.</summary>
    Crypto,
}
