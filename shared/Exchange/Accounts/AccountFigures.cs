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
    decimal BuyingPower);
