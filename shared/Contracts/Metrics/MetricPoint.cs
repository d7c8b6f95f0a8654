namespace Pipeline.Contracts.Metrics;

/// <summary>One series of a figure as it stands. Statistics, not money: binary floating point.</summary>
public sealed record MetricPoint
{
    /// <summary>A name of <see cref="MetricCatalogue"/>.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from the other series of its name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The value; for a histogram the sum of all that was measured.</summary>
    public required double Value { get; init; }

    /// <summary>For a histogram: how many were measured in each of its buckets, and beyond the last; null for the others.</summary>
    public IReadOnlyList<long>? Counts { get; init; }
}
