using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Tests.TestKit;

/// <summary>Reads Prometheus's text format 0.0.4 and accepts nothing that its description does not (prometheus.io/docs/instrumenting/exposition_formats).</summary>
public static partial class PrometheusGrammar
{
    private static readonly string[] Kinds = ["counter", "gauge", "histogram", "summary", "untyped"];

    /// <summary>Every sample, by its name as written, with its labels.</summary>
    /// <exception cref="FormatException">A line is none, or the lines contradict each other.</exception>
    public static IReadOnlyList<PrometheusSample> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0 && text[^1] != '\n')
            throw new FormatException("The last line does not end.");
        var (samples, kinds, helped, closed, open) = (new List<PrometheusSample>(), new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(), new HashSet<string>(), "");
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            var (family, sample) = Line(line, kinds);
            if (family != open && !closed.Add(open = family))
                throw new FormatException($"{family} is told of in more than one place: {line}");
            if (sample is not null)
                samples.Add(sample);
            else if (line.StartsWith("# HELP ", StringComparison.Ordinal) ? !helped.Add(family) : samples.Any(one => one.Family == family) || !kinds.TryAdd(family, Type().Match(line).Groups[2].Value))
                throw new FormatException($"{family} is described twice, or after its samples: {line}");
        }

        foreach (var twice in samples.GroupBy(one => $"{one.Name}{one.Key()}", StringComparer.Ordinal).Where(same => same.Count() > 1))
            throw new FormatException($"Two samples are one series: {twice.Key}");
        foreach (var sample in samples.Where(one => kinds.GetValueOrDefault(one.Family) == "counter" && !(one.Value >= 0)))
            throw new FormatException($"A counter is {sample.Value}: {sample.Name}");
        foreach (var histogram in samples.Where(one => kinds.GetValueOrDefault(one.Family) == "histogram").GroupBy(one => $"{one.Family}{one.Key(without: "le")}", StringComparer.Ordinal))
            Histogram(histogram.Key, [.. histogram]);
        return samples;
    }

    private static (string Family, PrometheusSample? Sample) Line(string line, Dictionary<string, string> kinds)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal) && Help().Match(line) is { Success: true } help)
            return (help.Groups[1].Value, null);
        if (line.StartsWith("# TYPE ", StringComparison.Ordinal) && Type().Match(line) is { Success: true } type && Kinds.Contains(type.Groups[2].Value))
            return (type.Groups[1].Value, null);
        if (Sample().Match(line) is not { Success: true } found || Number(found.Groups["value"].Value) is not { } value)
            throw new FormatException($"This is no line of the format: {line}");
        var name = found.Groups["name"].Value;
        var part = Part().Replace(name, "");
        var family = kinds.GetValueOrDefault(part) == "histogram" ? part : name;
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (label, of) in found.Groups["label"].Captures.Zip(found.Groups["of"].Captures))
        {
            if (!labels.TryAdd(label.Value, Escape().Replace(of.Value, escaped => escaped.Value[1] == 'n' ? "\n" : escaped.Value[1..])))
                throw new FormatException($"A label stands twice: {line}");
        }

        return (family, new PrometheusSample(family, name, labels, value));
    }

    private static void Histogram(string what, IReadOnlyList<PrometheusSample> samples)
    {
        var buckets = samples.Where(one => one.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(one => (Bound: Number(one.Labels.GetValueOrDefault("le") ?? ""), Count: one.Value)).ToList();
        var count = samples.SingleOrDefault(one => one.Name.EndsWith("_count", StringComparison.Ordinal));
        var sum = samples.SingleOrDefault(one => one.Name.EndsWith("_sum", StringComparison.Ordinal));
        var grows = buckets.Zip(buckets.Skip(1)).All(pair => pair.First.Bound < pair.Second.Bound && pair.First.Count <= pair.Second.Count);
        if (sum is null || samples.Count != buckets.Count + 2 || !grows || buckets.Count == 0 || buckets[^1].Bound != double.PositiveInfinity || count?.Value != buckets[^1].Count)
            throw new FormatException($"This is no histogram: {what}");
    }

    private static double? Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
    };

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\[\\n])*$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) ([a-z]+)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<of>(?:[^\\"]|\\["\\n])*)"(?:,(?!\})|(?=\})))*\})? (?<value>\S+)(?: -?[0-9]+)?$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Part();

    [GeneratedRegex("""\\["\\n]""")]
    private static partial Regex Escape();
}
