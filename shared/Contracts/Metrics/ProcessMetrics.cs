namespace Pipeline.Contracts.Metrics;

/// <summary>All that a process has measured since it began: plain core message <c>metrics.&lt;process&gt;</c> each few seconds, stored nowhere.</summary>
public sealed record ProcessMetrics
{
    public required string Process { get; init; }
    public required int Pid { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required IReadOnlyList<MetricPoint> Points { get; init; }
}
