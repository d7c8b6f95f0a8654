using System.Globalization;
using System.Text;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Orchestrator.Metrics;

/// <summary>Figures of all processes in Prometheus's text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats): one block for each name, the process as a label.</summary>
public static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Of(IEnumerable<ProcessMetrics> processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        var text = new StringBuilder();
        var byName = processes.SelectMany(process => process.Points.Select(point => (process.Process, Point: point))).ToLookup(one => one.Point.Name, StringComparer.Ordinal);
        foreach (var metric in MetricCatalogue.All.Where(metric => byName.Contains(metric.Name)))
        {
            text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help.Replace("\\", "\\\\", StringComparison.Ordinal)).Append('\n');
            text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var (process, point) in byName[metric.Name])
                Append(text, metric, process, point);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Metric metric, string process, MetricPoint point)
    {
        if (metric.Kind != MetricKind.Histogram)
        {
            Line(text, metric.Name, process, point, point.Value);
            return;
        }

        // A process of another build may know other buckets: a block that contradicts itself is worse than none.
        if (point.Counts is not { } counts || counts.Count != metric.Buckets.Count + 1)
            return;
        var sum = 0L;
        for (var i = 0; i < counts.Count; i++)
        {
            sum += counts[i];
            Line(text, $"{metric.Name}_bucket", process, point, sum, i < metric.Buckets.Count ? Number(metric.Buckets[i]) : "+Inf");
        }

        Line(text, $"{metric.Name}_sum", process, point, point.Value);
        Line(text, $"{metric.Name}_count", process, point, sum);
    }

    private static void Line(StringBuilder text, string name, string process, MetricPoint point, double value, string? bound = null)
    {
        text.Append(name).Append("{process=\"").Append(Escaped(process)).Append('"');
        foreach (var (label, of) in point.Labels)
            text.Append(',').Append(label).Append("=\"").Append(Escaped(of)).Append('"');
        if (bound is not null)
            text.Append(",le=\"").Append(bound).Append('"');
        text.Append("} ").Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escaped(string label) =>
        label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
