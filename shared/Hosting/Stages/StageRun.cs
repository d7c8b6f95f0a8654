namespace Pipeline.Hosting.Stages;

/// <summary>How this process was started.</summary>
public sealed record StageRun
{
    /// <summary>One of the names in <see cref="Contracts.Processes"/>.</summary>
    public required string Process { get; init; }
    public required string Profile { get; init; }

    /// <summary>Short name of the account in subjects and ids: the profile's name, never the venue's number.</summary>
    public required string Account { get; init; }

    /// <summary>Drain what is there, then stop.</summary>
    public required bool Once { get; init; }

    /// <summary>Decide and tell; change nothing.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Messages come from standard input as JSON lines instead of the streams; implies a dry run.</summary>
    public required bool ReadsInput { get; init; }

    /// <summary>orchestrator or hand.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Digest of the effective settings at the start; what is in force since says <see cref="Configuration.HotOptions{T}"/>.</summary>
    public required string ConfigurationRevision { get; init; }
}
