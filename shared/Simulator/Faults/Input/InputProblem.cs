namespace Pipeline.Simulator.Faults.Input;

/// <summary>One thing that is wrong with a fault or scenario that was sent.</summary>
/// <param name="Path">Where, such as <c>faults[2].milliseconds</c>.</param>
/// <param name="Value">What is there, as JSON; null when it is missing.</param>
/// <param name="Allowed">What may be there.</param>
public sealed record InputProblem(string Path, string? Value, string Allowed)
{
    public override string ToString() => Value is null ? $"{Path} is missing: {Allowed}" : $"{Path} is {Value}; allowed: {Allowed}";
}
