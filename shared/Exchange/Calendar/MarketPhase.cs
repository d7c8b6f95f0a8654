namespace Pipeline.Exchange;

/// <summary>What the stock exchanges do at a moment.</summary>
public enum MarketPhase
{
    Closed,

    /// <summary>20:00 to 04:00 New York before a trading day.</summary>
    Overnight,
    PreMarket,
    Regular,
    AfterHours,
}
