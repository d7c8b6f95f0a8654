namespace Pipeline.Tests.TestKit;

/// <summary>One line of Prometheus's text format.</summary>
/// <param name="Family">The metric that it belongs to; for a part of a histogram without _bucket, _sum or _count.</param>
/// <param name="Name">As written.</param>
public sealed record PrometheusSample(string Family, string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>What tells its series from the others of its name.</summary>
    public string Key(string? without = null) => string.Concat(Labels.Where(label => label.Key != without).Select(label => $"\n{label.Key}={label.Value}"));
}
