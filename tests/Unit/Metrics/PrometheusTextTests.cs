using Pipeline.Contracts.Metrics;
using Pipeline.Orchestrator.Metrics;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void One_block_a_name_and_the_process_as_a_label()
    {
        var text = PrometheusText.Of(
        [
            Said("buyer", Point(MetricCatalogue.Memory, 5), Point(MetricCatalogue.Equity, 100_000.5)),
            Said("seller", Point(MetricCatalogue.Memory, 6e8)),
        ]);

        Assert.Equal(
            $$"""
            # HELP pipeline_equity_dollars {{MetricCatalogue.Equity.Help}}
            # TYPE pipeline_equity_dollars gauge
            pipeline_equity_dollars{process="buyer"} 100000.5
            # HELP pipeline_process_memory_bytes {{MetricCatalogue.Memory.Help}}
            # TYPE pipeline_process_memory_bytes gauge
            pipeline_process_memory_bytes{process="buyer"} 5
            pipeline_process_memory_bytes{process="seller"} 600000000

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void A_histogram_counts_all_below_each_bound()
    {
        var counts = new long[MetricCatalogue.Slippage.Buckets.Count + 1];
        (counts[0], counts[1], counts[^1]) = (2, 1, 4);
        var text = PrometheusText.Of([Said("monitor", Point(MetricCatalogue.Slippage, 0.5, ("role", "entry")) with { Counts = counts })]);

        Assert.Contains("pipeline_slippage_ratio_bucket{process=\"monitor\",role=\"entry\",le=\"-0.01\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("le=\"-0.005\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("le=\"0.05\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("le=\"+Inf\"} 7\n", text, StringComparison.Ordinal);
        Assert.Contains("pipeline_slippage_ratio_sum{process=\"monitor\",role=\"entry\"} 0.5\n", text, StringComparison.Ordinal);
        Assert.Contains("pipeline_slippage_ratio_count{process=\"monitor\",role=\"entry\"} 7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_escaped()
    {
        var text = PrometheusText.Of([Said("seller", Point(MetricCatalogue.Trades, 1, ("reason", "a\"b\\c\nd")))]);

        Assert.Contains("""reason="a\"b\\c\nd"}""", text, StringComparison.Ordinal);
        Assert.Equal("a\"b\\c\nd", Assert.Single(PrometheusGrammar.Read(text)).Labels["reason"]);
    }

    [Fact]
    public void A_strict_reader_finds_every_figure_of_the_catalogue_with_its_value()
    {
        var points = MetricCatalogue.All.Select(metric => Point(metric, 1e21 / 3, [.. metric.Labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(label => (label, $"some {label}"))]) with
        {
            Counts = metric.Kind == MetricKind.Histogram ? [.. Enumerable.Range(0, metric.Buckets.Count + 1).Select(i => (long)i)] : null,
        });

        var read = PrometheusGrammar.Read(PrometheusText.Of([Said("buyer", [.. points]), Said("seller", Point(MetricCatalogue.Memory, -1.5e-7))]));

        Assert.Equal(MetricCatalogue.All.Select(metric => metric.Name), read.Select(sample => sample.Family).Distinct());
        Assert.All(MetricCatalogue.All, metric => Assert.Contains(read, sample => sample.Value.Equals(1e21 / 3) && sample.Name == (metric.Kind == MetricKind.Histogram ? $"{metric.Name}_sum" : metric.Name)));
        Assert.Contains(read, sample => sample.Labels["process"] == "seller" && sample.Value.Equals(-1.5e-7));
    }

    [Theory]
    [InlineData("a 1")]
    [InlineData("a one\n")]
    [InlineData("9a 1\n")]
    [InlineData("a{b=\"c\",} 1\n")]
    [InlineData("a{b=c} 1\n")]
    [InlineData("a{b=\"c\",b=\"d\"} 1\n")]
    [InlineData("a{b=\"\\c\"} 1\n")]
    [InlineData("a 1\na 2\n")]
    [InlineData("a 1\nb 1\na{c=\"d\"} 1\n")]
    [InlineData("a 1\n# TYPE a gauge\n")]
    [InlineData("# TYPE a gauge\n# TYPE a gauge\na 1\n")]
    [InlineData("# TYPE a figure\na 1\n")]
    [InlineData("# TYPE a counter\na -1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\na_bucket{le=\"+Inf\"} 2\na_sum 1\na_count 1\n")]
    public void The_strict_reader_accepts_nothing_else(string text) => Assert.Throws<FormatException>(() => PrometheusGrammar.Read(text));

    [Fact]
    public void What_another_build_says_and_this_one_does_not_know_is_left_out()
    {
        var text = PrometheusText.Of([Said("buyer", new MetricPoint { Name = "pipeline_of_tomorrow", Value = 1 }, Point(MetricCatalogue.SignalToOrder, 1) with { Counts = [1, 2] })]);

        Assert.DoesNotContain("tomorrow", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_bucket", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_process_is_no_longer_told_of()
    {
        var clock = new Broker.StoppedTime(new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero));
        using var board = new MetricsBoard(clock);
        board.Hear(Said("buyer", Point(MetricCatalogue.Equity, 5)));
        board.Hear(Said("stranger", Point(MetricCatalogue.Equity, 6)));

        Assert.Equal(["buyer", "orchestrator"], board.Read().Select(said => said.Process));
        Assert.Equal(5, board.ValueOf("buyer", MetricCatalogue.Equity));
        clock.Pass(TimeSpan.FromSeconds(16));
        Assert.Equal(["orchestrator"], board.Read().Select(said => said.Process));
        Assert.Null(board.ValueOf("buyer", MetricCatalogue.Equity));
    }

    private static ProcessMetrics Said(string process, params MetricPoint[] points) => new() { Process = process, Pid = 1, SentAt = default, Points = points };

    private static MetricPoint Point(Metric metric, double value, params (string Name, string Value)[] labels) => new()
    {
        Name = metric.Name,
        Value = value,
        Labels = labels.ToDictionary(label => label.Name, label => label.Value),
    };
}
