using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Hosting.Metrics;

/// <summary>Keeps what this process's instruments measure, whichever project they are in, until it is asked.</summary>
/// <remarks>It listens to meters whose name begins with <see cref="Instruments.MeterPrefix"/>, and among them to what stands in <see cref="MetricCatalogue"/>.</remarks>
public sealed class MetricsCollector : IDisposable
{
    /// <summary>A label with ever new values must cost neither memory nor the reader: what comes beyond is left out.</summary>
    private const int MostSeries = 2_000;

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Lock _asking = new();
    private readonly MeterListener _listener = new();

    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(Instruments.MeterPrefix, StringComparison.Ordinal) && MetricCatalogue.Find(instrument.Name) is { } metric)
                listener.EnableMeasurementEvents(instrument, metric);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, labels, metric) => Take((Metric)metric!, value, labels));
        _listener.SetMeasurementEventCallback<long>((_, value, labels, metric) => Take((Metric)metric!, value, labels));
        _listener.Start();
    }

    /// <summary>Everything as it stands now, by name and labels.</summary>
    public IReadOnlyList<MetricPoint> Read()
    {
        lock (_asking)
        {
            // What is only read when asked for may be gone meanwhile.
            foreach (var (key, _) in _series.Where(one => one.Value.IsObserved))
                _series.TryRemove(key, out _);
            _observing = true;
            try
            {
                _listener.RecordObservableInstruments();
            }
            finally
            {
                _observing = false;
            }
        }

        return [.. _series.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value.Point())];
    }

    public void Dispose() => _listener.Dispose();

    [ThreadStatic]
    private static bool _observing;

    private void Take(Metric metric, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (!double.IsFinite(value))
            return;
        var key = metric.Name;
        foreach (var (name, label) in labels)
            key = $"{key}\n{name}={label}";
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MostSeries)
                return;
            series = _series.GetOrAdd(key, new Series(metric, Of(labels), _observing));
        }

        series.Add(value);
    }

    private static SortedDictionary<string, string> Of(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, label) in labels)
            text[name] = Convert.ToString(label, CultureInfo.InvariantCulture) ?? "";
        return text;
    }

    private sealed class Series(Metric metric, SortedDictionary<string, string> labels, bool isObserved)
    {
        private readonly Lock _gate = new();
        private readonly long[]? _counts = metric.Kind == MetricKind.Histogram ? new long[metric.Buckets.Count + 1] : null;
        private double _value;

        public bool IsObserved => isObserved;

        public void Add(double value)
        {
            lock (_gate)
            {
                // An observable counter tells its sum, any other what is added.
                _value = metric.Kind == MetricKind.Gauge || isObserved ? value : _value + value;
                if (_counts is not null)
                    _counts[BucketOf(value)]++;
            }
        }

        public MetricPoint Point()
        {
            lock (_gate)
                return new MetricPoint { Name = metric.Name, Labels = labels, Value = _value, Counts = _counts is null ? null : [.. _counts] };
        }

        private int BucketOf(double value)
        {
            var bucket = 0;
            while (bucket < metric.Buckets.Count && value > metric.Buckets[bucket])
                bucket++;
            return bucket;
        }
    }
}
