namespace Pipeline.Simulator.Markets;

/// <summary>What traded within one minute; prices in dollars.</summary>
/// <param name="At">Start of the minute, UTC.</param>
/// <param name="Volume">Shares, or coins with decimals.</param>
/// <param name="Trades">Number of trades.</param>
/// <param name="AveragePrice">Volume-weighted average price.</param>
public sealed record MinuteBar(
    string Symbol,
    DateTimeOffset At,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Close,
    decimal Volume,
    int Trades,
    decimal AveragePrice);
