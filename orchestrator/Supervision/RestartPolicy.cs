using Pipeline.Contracts;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>When a process that ended by itself is started again, and when it is given up.</summary>
public sealed record RestartPolicy
{
    /// <summary>Wait before the first restart; doubles with each crash in a row.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ready for so long, and the crashes before it no longer count for the delay.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>More crashes than this within <see cref="CrashWindow"/> and the process has failed.</summary>
    public int MostCrashes { get; init; } = 5;

    public TimeSpan CrashWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Alive but silent for so long: it hangs.</summary>
    public TimeSpan HungAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Stopped by a signal for so long: nobody who meant well leaves it frozen, and shares may be without a guard.</summary>
    public TimeSpan StoppedAfter { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A process that has failed is tried again after this; null: only when someone asks for it.</summary>
    public TimeSpan? RetryFailedAfter { get; init; }

    /// <summary>Alive but never heard since its start for so long: it hangs.</summary>
    public TimeSpan SilentStartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The policy for one process. Monitor and seller guard what is held, and nothing works without the servers: they never wait long, and are never given up for good.</summary>
    public static RestartPolicy For(string process) => process is Processes.Monitor or Processes.Seller or Processes.NatsServer or Processes.Simulator
        ? new RestartPolicy { LongestDelay = TimeSpan.FromSeconds(1), RetryFailedAfter = TimeSpan.FromSeconds(10) }
        : new RestartPolicy();

    /// <param name="crashesInARow">1 after the first crash.</param>
    /// <param name="jitter">0 to 1: spreads the delay over its upper half, so that processes that died together do not come back together.</param>
    public TimeSpan DelayAfter(int crashesInARow, double jitter)
    {
        var exponential = FirstDelay * Math.Pow(2, Math.Min(crashesInARow - 1, 16));
        var capped = exponential < LongestDelay ? exponential : LongestDelay;
        return capped * (0.5 + (0.5 * jitter));
    }
}
