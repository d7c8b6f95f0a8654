using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Metrics;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Figures;

public sealed class ForeignCollectorTests
{
    private const string Scope = "Pipeline.Tests.ForeignCollector";

    [NodeFact]
    public async Task Every_figure_of_the_catalogue_reaches_a_collector_of_others_as_what_it_is()
    {
        await using var collector = await ForeignCollector.StartAsync();
        using var meter = new Meter(Scope);

        using var sending = OtlpSending.Begin(new MetricsOptions { OtlpEndpoint = collector.Url, OtlpSeconds = 1 }, "buyer", "paper");

        foreach (var metric in MetricCatalogue.All)
            Record(meter, metric);

        IReadOnlyList<ForeignSeries> sent = [];
        await Eventually.Holds(
            "everything to be sent",
            async () => (sent = [.. (await collector.SentAsync()).Where(series => series.Scope == Scope)]).Count == MetricCatalogue.All.Count && sent.All(series => Math.Abs(series.Value - 3) < 1e-9),
            TimeSpan.FromSeconds(30));
        Assert.Equal(MetricCatalogue.All.Select(metric => metric.Name).Order(StringComparer.Ordinal), sent.Select(series => series.Name).Order(StringComparer.Ordinal));
        Assert.All(sent, Holds);
    }

    private static void Record(Meter meter, Metric metric)
    {
        var labels = Labels(metric).Select(label => new KeyValuePair<string, object?>(label.Key, label.Value)).ToArray();
        switch (metric.Kind)
        {
            case MetricKind.Counter:
                meter.CounterOf(metric).Add(1, labels);
                meter.CounterOf(metric).Add(2, labels);
                break;
            case MetricKind.Gauge:
                meter.GaugeOf(metric).Record(3, labels);
                break;
            default:
                var histogram = meter.HistogramOf(metric);
                histogram.Record(metric.Buckets[0], labels);
                histogram.Record(3 - metric.Buckets[0], labels);
                break;
        }
    }

    private static void Holds(ForeignSeries series)
    {
        var metric = MetricCatalogue.Find(series.Name)!;
        Assert.Equal(("pipeline-buyer", "paper", metric.Kind.ToString().ToLowerInvariant(), metric.Help), (series.Service, series.Profile, series.Kind, series.Help));
        Assert.Equal(Labels(metric), series.Labels);
        Assert.Equal(3, series.Value, precision: 9);
        Assert.Equal(metric.Buckets, series.Bounds);
        if (metric.Kind == MetricKind.Histogram)
            Assert.Equal((metric.Buckets.Count + 1, 1, 2), (series.Counts.Count, series.Counts[0], series.Counts.Sum()));
    }

    private static Dictionary<string, string> Labels(Metric metric) =>
        metric.Labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(label => label, label => $"some {label}");
}
