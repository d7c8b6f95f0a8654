namespace Pipeline.Simulator.Faults.Input;

/// <summary>The values that were said about one fault, or their defaults.</summary>
public sealed class FaultArguments(IReadOnlyDictionary<string, object> values)
{
    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => (string?)values.GetValueOrDefault(name);

    public decimal? Number(string name) => (decimal?)values.GetValueOrDefault(name);

    public int Whole(string name) => (int)Number(name)!.Value;

    public bool Flag(string name) => (bool)values[name];

    public bool? MaybeFlag(string name) => (bool?)values.GetValueOrDefault(name);

    public DateTimeOffset? Time(string name) => (DateTimeOffset?)values.GetValueOrDefault(name);

    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds((double)Number(name)!.Value);

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds((double)Number(name)!.Value);
}
