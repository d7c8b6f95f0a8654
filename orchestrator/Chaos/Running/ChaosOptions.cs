namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>What a run was asked for.</summary>
public sealed record ChaosOptions
{
    public required ulong Seed { get; init; }

    /// <summary>Processes to kill or freeze; null: as many as the time allows.</summary>
    public int? Kills { get; init; }

    /// <summary>Rolling restarts of all stages instead of kills and faults; null: none.</summary>
    public int? Restarts { get; init; }

    /// <summary>Machine time; null: as long as the kills take.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Venue seconds a machine second.</summary>
    public double Speed { get; init; } = 120;

    /// <summary>JSON lines instead of a picture.</summary>
    public bool Json { get; init; }

    /// <summary>Keep the home of a run that passed, too.</summary>
    public bool Keep { get; init; }
}
