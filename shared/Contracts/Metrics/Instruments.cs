using System.Diagnostics.Metrics;

namespace Pipeline.Contracts.Metrics;

/// <summary>Makes the runtime's instruments from the catalogue: name, help and buckets are said once.</summary>
public static class Instruments
{
    /// <summary>What the names of all our meters begin with.</summary>
    public const string MeterPrefix = "Pipeline.";

    public static Counter<double> CounterOf(this Meter meter, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(metric);
        return meter.CreateCounter<double>(metric.Name, unit: null, metric.Help);
    }

    public static Gauge<double> GaugeOf(this Meter meter, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(metric);
        return meter.CreateGauge<double>(metric.Name, unit: null, metric.Help);
    }

    public static Histogram<double> HistogramOf(this Meter meter, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(metric);
        return meter.CreateHistogram<double>(metric.Name, unit: null, metric.Help, tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = metric.Buckets });
    }
}
