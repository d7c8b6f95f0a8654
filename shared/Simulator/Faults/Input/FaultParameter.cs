using System.Globalization;

namespace Pipeline.Simulator.Faults.Input;

/// <summary>One thing that may be said about a fault.</summary>
/// <param name="Name">As it is written in JSON.</param>
/// <param name="Summary">What it means, with its unit.</param>
public sealed record FaultParameter(string Name, ParameterType Type, string Summary)
{
    /// <summary>Smallest number allowed.</summary>
    public decimal Least { get; init; }

    /// <summary>Greatest number allowed.</summary>
    public decimal Most { get; init; } = 1_000_000_000m;

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What it is when it is not said; null for nothing.</summary>
    public object? Default { get; init; }

    public bool Required { get; init; }

    /// <summary>What is allowed, in words.</summary>
    public string Allowed => Type switch
    {
        ParameterType.Number => string.Create(CultureInfo.InvariantCulture, $"a number from {Least} to {Most}"),
        ParameterType.Whole => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least} to {Most}"),
        ParameterType.Flag => "true or false",
        ParameterType.Time => "a time with an offset (ISO 8601)",
        ParameterType.Choice => string.Join(", ", Choices),
        _ => "a text",
    };

    public static FaultParameter Number(string name, string summary, decimal? fallback, decimal least, decimal most) =>
        new(name, ParameterType.Number, summary) { Default = fallback, Least = least, Most = most };

    public static FaultParameter Whole(string name, string summary, decimal? fallback, decimal least, decimal most) =>
        new(name, ParameterType.Whole, summary) { Default = fallback, Least = least, Most = most };

    public static FaultParameter Text(string name, string summary, string? fallback = null, bool required = false) =>
        new(name, ParameterType.Text, summary) { Default = fallback, Required = required };

    public static FaultParameter Flag(string name, string summary, bool? fallback) =>
        new(name, ParameterType.Flag, summary) { Default = fallback };

    public static FaultParameter Time(string name, string summary) => new(name, ParameterType.Time, summary);

    public static FaultParameter Choice(string name, string summary, string? fallback, params string[] choices) =>
        new(name, ParameterType.Choice, summary) { Default = fallback, Choices = choices };
}
