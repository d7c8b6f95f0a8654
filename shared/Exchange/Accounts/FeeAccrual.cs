namespace Pipeline.Exchange;

/// <summary>Crypto fees owed in one pair until the day ends.</summary>
/// <param name="Quantity">Units of the base asset, from buys.</param>
/// <param name="Dollars">Dollars, from sells.</param>
/// <param name="Since">The day (UTC) of the first of them.</param>
public sealed record FeeAccrual(string Symbol, decimal Quantity, decimal Dollars, DateOnly Since);
