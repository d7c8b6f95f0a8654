using Pipeline.Domain.Statistics;

namespace Pipeline.Orchestrator.Output;

/// <summary>What a group of trades came to.</summary>
/// <param name="Group">total, day, week, month, strategy, symbol or exitReason.</param>
/// <param name="Key">Which one.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Excursion">How far its trades went their way and against it, on average.</param>
public sealed record ReportLine(string Group, string Key, TradeStatistics Figures, TradeExcursion Excursion);
