namespace Pipeline.Exchange;

/// <summary>From a moment on, prices are the market's times a factor: after a split, a gap, a symbol's new life.</summary>
/// <param name="Factor">Above 0; 0.5 after two shares were made of one.</param>
/// <param name="Splits">True when sizes grow as prices shrink.</param>
public sealed record PriceShift(DateTimeOffset At, decimal Factor, bool Splits);
