namespace Pipeline.Domain.Signals;

/// <summary>What the momentum strategy measured on the newest bar; quantised, so that the same bars give the same text.</summary>
/// <param name="Velocity">Mean return per minute, as a fraction, eight decimals.</param>
/// <param name="Acceleration">Velocity minus velocity one bar before, eight decimals.</param>
/// <param name="RelativeVolume">Volume over the mean volume before, four decimals.</param>
/// <param name="Score">100 is the threshold; two decimals.</param>
public sealed record MomentumReading(decimal Velocity, decimal Acceleration, decimal RelativeVolume, decimal Score);
