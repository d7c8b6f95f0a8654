namespace Pipeline.Domain.Signals;

/// <summary>What a bar is judged by.</summary>
/// <param name="Parameters">Of the strategy.</param>
/// <param name="SignalMaxAge">Venue time from a bar's end after which it makes no signal any more.</param>
/// <param name="CandidateShare">Share of the threshold from which on a symbol's quotes are worth having; above 0, at most 1.</param>
public sealed record ScanSettings(MomentumParameters Parameters, TimeSpan SignalMaxAge, decimal CandidateShare);
