namespace Pipeline.Contracts.Metrics;

/// <summary>One figure that processes measure.</summary>
/// <param name="Name">As Prometheus knows it: with its unit, counters with _total.</param>
/// <param name="Kind">How it is to be read.</param>
/// <param name="Labels">What tells its series apart, beside the process; blank-separated.</param>
/// <param name="Help">One sentence.</param>
public sealed record Metric(string Name, MetricKind Kind, string Labels, string Help)
{
    /// <summary>Upper bounds of a histogram's buckets, ascending; empty for the others.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];
}
