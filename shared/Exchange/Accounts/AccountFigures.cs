namespace Pipeline.Exchange;

/// <summary>What the account is worth and may spend, in dollars.</summary>
/// <param name="Reserved">Buying power held by open buys and open short sells.</param>
public sealed record AccountFigures(
    decimal Cash,
    decimal LongMarketValue,
    decimal ShortMarketValue,
    decimal Equity,
    decimal LastEquity,
    int Multiplier,
    decimal Reserved,
    decimal BuyingPower)
{
    /// <summary>What may be held overnight: at most twice the equity.</summary>
    public decimal RegulationTBuyingPower { get; init; }

    /// <summary>For crypto and for stocks that carry no margin.</summary>
    public decimal NonMarginableBuyingPower { get; init; }

    public decimal InitialMargin { get; init; }

    public decimal MaintenanceMargin { get; init; }

    /// <summary>Value of the largest position, long or short; 0 while all together are worth at most six times the equity.</summary>
    public decimal GreatestExposure { get; init; }

    /// <summary>Crypto fees owed until the day ends.</summary>
    public decimal AccruedFees { get; init; }

    /// <summary>True when one position is worth more than six times the equity: only closing trades are taken then.</summary>
    public bool IsOverexposed => GreatestExposure > 6m * Equity && GreatestExposure > 0m;
}
