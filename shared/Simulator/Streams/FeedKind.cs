namespace Pipeline.Simulator.Streams;

/// <summary>What a market-data endpoint tells of.</summary>
public enum FeedKind
{
    Stocks,
    Crypto,
    News,

    /// <summary>One invented symbol that trades around the clock.</summary>
    Test,

    /// <summary>A venue that is open at night only, so never while the simulator's clock runs.</summary>
    Night,
}
