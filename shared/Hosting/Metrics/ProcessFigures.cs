using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Hosting.Metrics;

/// <summary>What every process measures of itself.</summary>
public sealed class ProcessFigures : IDisposable
{
    private readonly Meter _meter = new("Pipeline.Process");
    private readonly Process _self = Process.GetCurrentProcess();

    /// <param name="lag">Messages waiting for this process; null when it has no consumer.</param>
    public ProcessFigures(Func<long?> lag)
    {
        ArgumentNullException.ThrowIfNull(lag);
        Gauge(MetricCatalogue.Memory, () => Environment.WorkingSet);
        Gauge(MetricCatalogue.Handles, Handles);
        Gauge(MetricCatalogue.ConsumerLag, () => lag());
        _meter.CreateObservableCounter(MetricCatalogue.Processor.Name, () => Environment.CpuUsage.TotalTime.TotalSeconds, unit: null, MetricCatalogue.Processor.Help);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _self.Dispose();
    }

    private void Gauge(Metric metric, Func<double?> read) => _meter.CreateObservableGauge(
        metric.Name, () => read() is { } value ? new[] { new Measurement<double>(value) } : [], unit: null, metric.Help);

    private double? Handles()
    {
        _self.Refresh();
        return _self.HandleCount;
    }
}
