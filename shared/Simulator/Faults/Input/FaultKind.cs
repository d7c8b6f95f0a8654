namespace Pipeline.Simulator.Faults.Input;

/// <summary>A misbehaviour that can be asked for by name.</summary>
/// <param name="Name">As it is written in JSON.</param>
/// <param name="Family">Which record it becomes, in words.</param>
/// <param name="Summary">What happens.</param>
/// <param name="Create">Makes the fault of its arguments.</param>
public sealed record FaultKind(string Name, FaultFamily Family, string Summary, Func<FaultArguments, Fault> Create)
{
    /// <summary>What may be said about it beside its trigger and its filter.</summary>
    public IReadOnlyList<FaultParameter> Parameters { get; init; } = [];

    /// <summary>Names of the filters it knows.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The filter it has where nothing else is said.</summary>
    public FaultFilter Filter { get; init; } = new();

    /// <summary>True for a fault that lasts until its time is over, rather than happening a number of times.</summary>
    public bool Lasts { get; init; }
}
