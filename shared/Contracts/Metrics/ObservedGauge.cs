using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Pipeline.Contracts.Metrics;

/// <summary>A gauge that is read when somebody asks, one series for each value of a label, for as long as whoever knows it lives.</summary>
public sealed class ObservedGauge
{
    private readonly ConcurrentDictionary<string, Func<double?>> _readings = new(StringComparer.Ordinal);

    /// <param name="metric">A gauge of the catalogue with one label.</param>
    public ObservedGauge(Meter meter, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(metric);
        var label = metric.Labels;
        meter.CreateObservableGauge(metric.Name, () => Read(label), unit: null, metric.Help);
    }

    /// <param name="series">The label's value.</param>
    /// <param name="read">Null while there is nothing to tell; asked on any thread, and never waits.</param>
    public void Set(string series, Func<double?> read) => _readings[series] = read;

    /// <summary>Forgets a series, unless another has taken its place.</summary>
    public void Remove(string series, Func<double?> read) => _readings.TryRemove(KeyValuePair.Create(series, read));

    private IEnumerable<Measurement<double>> Read(string label) =>
        from reading in _readings
        let value = reading.Value()
        where value is not null
        select new Measurement<double>(value.Value, KeyValuePair.Create(label, (object?)reading.Key));
}
