namespace Pipeline.Orchestrator.Supervision;

/// <summary>How one process is started.</summary>
public sealed record ProcessSpec
{
    public required string Name { get; init; }
    public required string Executable { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment of the process: nothing is inherited by accident.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Processes that must be ready before this one is started.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>False for a stage that is started again, and works, while nats-server is away.</summary>
    public bool NeedsNats { get; init; } = true;
}
