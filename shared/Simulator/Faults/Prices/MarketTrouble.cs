namespace Pipeline.Simulator.Faults.Prices;

/// <summary>The ways in which the market may be shown wrong.</summary>
public enum MarketTrouble
{
    /// <summary>Quotes and trades stand still at the moment the fault began.</summary>
    StaleQuotes,

    /// <summary>A side has no quote.</summary>
    ZeroQuotes,

    /// <summary>Minutes have no bar.</summary>
    NoBars,

    /// <summary>A bar is wrong until it is corrected.</summary>
    WrongBars,

    /// <summary>A bar comes late, as an update.</summary>
    LateBars,
}
