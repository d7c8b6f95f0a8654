using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.Contracts.Metrics;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Metrics;

public sealed partial class MetricCatalogueTests
{
    [Fact]
    public void Names_say_unit_and_kind_as_prometheus_wants_it()
    {
        Assert.All(MetricCatalogue.All, metric => Assert.Matches("^pipeline_[a-z_]+$", metric.Name));
        Assert.All(MetricCatalogue.All, metric => Assert.Equal(metric.Kind == MetricKind.Counter, metric.Name.EndsWith("_total", StringComparison.Ordinal)));
        Assert.All(MetricCatalogue.All, metric => Assert.Equal(metric.Kind == MetricKind.Histogram, metric.Buckets.Count > 0));
        Assert.Equal(MetricCatalogue.All.Count, MetricCatalogue.All.Select(metric => metric.Name).Distinct().Count());
    }

    [Fact]
    public void The_documentation_lists_every_figure_as_it_is()
    {
        var rows = File.ReadAllLines(RepositoryRoot.Path("orchestrator", "METRICS.md")).Where(line => line.StartsWith("| `pipeline_", StringComparison.Ordinal));

        Assert.Equal(MetricCatalogue.All.Select(Row), rows);
    }

    [Fact]
    public void The_grafana_dashboard_uses_figures_that_exist()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(RepositoryRoot.Path("orchestrator", "grafana.json")))!;
        var expressions = Expressions(dashboard).ToList();
        var used = expressions.SelectMany(text => Name().Matches(text).Select(match => match.Value)).Distinct().ToList();

        Assert.True(expressions.Count >= 15, $"{expressions.Count} expressions");
        Assert.All(used, name => Assert.NotNull(MetricCatalogue.Find(name) ?? MetricCatalogue.Find(Part().Replace(name, ""))));
        Assert.All(dashboard["panels"]!.AsArray().Where(panel => panel!["type"]!.GetValue<string>() != "row"), panel => Assert.NotEmpty(panel!["targets"]!.AsArray()));
    }

    private static string Row(Metric metric) =>
        $"| `{metric.Name}` | {metric.Kind.ToString().ToLowerInvariant()} | {(metric.Labels.Length == 0 ? "" : string.Join(", ", metric.Labels.Split(' ').Select(label => $"`{label}`")))} | {metric.Help} |";

    private static IEnumerable<string> Expressions(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "expr" ? [field.Value!.GetValue<string>()] : Expressions(field.Value)),
        JsonArray items => items.SelectMany(Expressions),
        _ => [],
    };

    [GeneratedRegex("pipeline_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();
}
