namespace Pipeline.Simulator.Portfolio;

/// <summary>Which hours of a day a portfolio history has points for.</summary>
public enum Reporting
{
    MarketHours,
    ExtendedHours,

    /// <summary>Day and night, also when stocks do not trade.</summary>
    Continuous,
}
