using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>What the supervisor knows and remembers of one process.</summary>
public sealed record SupervisedProcess
{
    public required string Name { get; init; }
    public ProcessState State { get; init; } = ProcessState.Stopped;

    /// <summary>Null while no process of this name lives.</summary>
    public ProcessIdentity? Identity { get; init; }
    public string StartedBy { get; init; } = "orchestrator";

    /// <summary>Machine time of the newest start.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Machine time since which it has been ready without a break.</summary>
    public DateTimeOffset? ReadySince { get; init; }

    /// <summary>Machine time since which it has been seen stopped by a signal; null while it runs.</summary>
    public DateTimeOffset? StoppedSince { get; init; }

    /// <summary>How often it was started again after it had ended by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>Machine times of the crashes within the counting window, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Crashes { get; init; } = [];

    /// <summary>Crashes since it was last healthy for long; the exponent of the back-off.</summary>
    public int CrashesInARow { get; init; }

    /// <summary>Machine time before which it is not started again.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Why the supervisor has ended it itself; null when it has not.</summary>
    public string? KilledBecause { get; init; }

    /// <summary>Why it is not ready, in a few words.</summary>
    public string? Detail { get; init; }
}

/// <summary>The states of <c>status --json</c>.</summary>
public enum ProcessState
{
    Stopped,
    Starting,
    Ready,
    Unhealthy,
    Restarting,
    Failed,
}
