using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Metrics;

namespace Pipeline.Tests.Unit.Metrics;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly Meter _meter = new($"Pipeline.Tests.{Guid.NewGuid():N}");
    private readonly MetricsCollector _collector = new();
    private readonly string _mine = Guid.NewGuid().ToString("N");

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counters_add_up_gauges_keep_the_last_and_histograms_count_by_size()
    {
        var counter = _meter.CounterOf(MetricCatalogue.Trades);
        counter.Add(1, Label("reason"));
        counter.Add(2, Label("reason"));
        var gauge = _meter.GaugeOf(MetricCatalogue.ConnectionLatency);
        gauge.Record(5, Label("connection"));
        gauge.Record(3, Label("connection"));
        var histogram = _meter.HistogramOf(MetricCatalogue.OrderToFill);
        foreach (var seconds in new[] { 0.0005, 0.0006, 1000 })
            histogram.Record(seconds, Label("role"));

        Assert.Equal(3, Mine(MetricCatalogue.Trades).Value);
        Assert.Equal(3, Mine(MetricCatalogue.ConnectionLatency).Value);
        var counts = Mine(MetricCatalogue.OrderToFill).Counts!;
        Assert.Equal((1, 1, 1, 3), (counts[0], counts[1], counts[^1], counts.Sum()));
        Assert.Equal(1000.0011, Mine(MetricCatalogue.OrderToFill).Value, precision: 6);
    }

    [Fact]
    public void What_is_only_looked_at_is_gone_with_who_knew_it()
    {
        var left = new ObservedGauge(_meter, MetricCatalogue.BudgetLeft);
        double? value = 7;
        Func<double?> read = () => value;
        left.Set(_mine, read);

        Assert.Equal(7, Mine(MetricCatalogue.BudgetLeft).Value);
        value = null;
        Assert.Empty(All(MetricCatalogue.BudgetLeft));
        value = 8;
        Assert.Equal(8, Mine(MetricCatalogue.BudgetLeft).Value);
        left.Remove(_mine, read);
        Assert.Empty(All(MetricCatalogue.BudgetLeft));
    }

    [Fact]
    public void What_is_not_a_number_or_not_in_the_catalogue_is_passed_over()
    {
        _meter.GaugeOf(MetricCatalogue.ConnectionLatency).Record(double.NaN, Label("connection"));
        _meter.CreateCounter<double>("something_else").Add(1, Label("connection"));

        Assert.DoesNotContain(_collector.Read(), point => point.Labels.Values.Contains(_mine));
    }

    [Fact]
    public void A_process_measures_itself()
    {
        using var figures = new ProcessFigures(() => 4);
        var points = _collector.Read();

        Assert.Contains(points, point => point.Name == MetricCatalogue.Memory.Name && point.Value > 1_000_000);
        Assert.Contains(points, point => point.Name == MetricCatalogue.Processor.Name && point.Value > 0);
        Assert.Contains(points, point => point.Name == MetricCatalogue.Handles.Name && point.Value > 0);
        Assert.Contains(points, point => point.Name == MetricCatalogue.ConsumerLag.Name && point.Value == 4);
    }

    private KeyValuePair<string, object?> Label(string name) => new(name, _mine);

    private MetricPoint Mine(Metric metric) => Assert.Single(All(metric));

    private IEnumerable<MetricPoint> All(Metric metric) => _collector.Read().Where(point => point.Name == metric.Name && point.Labels.Values.Contains(_mine));
}
