using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Metrics;

/// <summary>How a figure is to be read.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<MetricKind>))]
public enum MetricKind
{
    /// <summary>Only grows, and begins at zero with its process.</summary>
    Counter,

    /// <summary>What it is now.</summary>
    Gauge,

    /// <summary>Counts by size.</summary>
    Histogram,
}
