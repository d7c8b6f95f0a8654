using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>What to do with one process, given what is seen of it: pure.</summary>
public static class SupervisionRules
{
    /// <param name="process">What is remembered.</param>
    /// <param name="seen">What is seen.</param>
    /// <param name="now">Machine time.</param>
    /// <param name="jitter">0 to 1, a fresh random number.</param>
    public static SupervisionDecision Decide(SupervisedProcess process, Observation seen, RestartPolicy policy, DateTimeOffset now, double jitter)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(policy);
        if (process.Identity is null)
            return MayStart(process, seen, now) ? new SupervisionDecision(process, SupervisionAction.Start) : new SupervisionDecision(process, SupervisionAction.None);
        if (!seen.Alive)
            return Ended(process, seen, policy, now, jitter);
        process = process with { StoppedSince = seen.Stopped ? process.StoppedSince ?? now : null };
        if (Hangs(process, seen, policy, now) is { } why)
            return new SupervisionDecision(process with { Detail = why, KilledBecause = why }, SupervisionAction.Kill);
        return new SupervisionDecision(Heard(process, seen, policy, now), SupervisionAction.None);
    }

    private static bool MayStart(SupervisedProcess process, Observation seen, DateTimeOffset now) =>
        seen.MayStart && (process.NotBefore is { } notBefore ? now >= notBefore : process.State != ProcessState.Failed);

    private static SupervisionDecision Ended(SupervisedProcess process, Observation seen, RestartPolicy policy, DateTimeOffset now, double jitter)
    {
        // Settings and refusals are the same at the next start: only a person can change them. The codes mean that in our own stages alone: a panic of nats-server ends with 2 as well.
        if (!Processes.Stages.Contains(process.Name) || seen.Ending.Code is not (ExitCodes.Usage or ExitCodes.Refused or ExitCodes.Configuration))
            return Crashed(process, seen, policy, now, jitter);
        var next = process with
        {
            State = ProcessState.Failed,
            Identity = null,
            ReadySince = null,
            StoppedSince = null,
            // A guard is tried all the same: a shell that cannot open a file ends with such a code too, and shares may be without it.
            NotBefore = now + policy.RetryFailedAfter,
            Detail = $"it will not start like this (exit code {seen.Ending.Code}): {seen.LastWords ?? "it did not say why"} Then: ./pipeline restart {process.Name}{(policy.RetryFailedAfter is { } retry ? $"; tried again each {retry.TotalSeconds:0} s too" : "")}",
        };
        return new SupervisionDecision(next, SupervisionAction.GiveUp, Crashed: true);
    }

    private static SupervisionDecision Crashed(SupervisedProcess process, Observation seen, RestartPolicy policy, DateTimeOffset now, double jitter)
    {
        var crashes = process.Crashes.Where(crash => now - crash < policy.CrashWindow).Append(now).ToList();
        var inARow = process.CrashesInARow + 1;
        var failed = crashes.Count > policy.MostCrashes;
        var how = process.KilledBecause ?? (seen.LastWords is { } words ? $"{seen.Ending}: {words}" : seen.Ending.ToString());
        var next = process with
        {
            State = failed ? ProcessState.Failed : ProcessState.Restarting,
            Identity = null,
            ReadySince = null,
            StoppedSince = null,
            Crashes = crashes,
            CrashesInARow = inARow,
            NotBefore = failed ? now + policy.RetryFailedAfter : now + policy.DelayAfter(inARow, jitter),
            KilledBecause = null,
            Detail = failed
                ? $"{crashes.Count} crashes within {policy.CrashWindow.TotalSeconds:0} s, the last: {how}; {(policy.RetryFailedAfter is { } retry ? $"tried again each {retry.TotalSeconds:0} s" : $"'./pipeline restart {process.Name}' tries again")}"
                : how,
        };
        return new SupervisionDecision(next, failed ? SupervisionAction.GiveUp : SupervisionAction.None, Crashed: true);
    }

    private static string? Hangs(SupervisedProcess process, Observation seen, RestartPolicy policy, DateTimeOffset now)
    {
        // Nothing is counted from before the supervisor itself woke: it has heard and seen nothing of that time, and all may have been frozen together.
        if (process.StoppedSince is { } stopped && Shorter(now - stopped, seen.AwakeFor) >= policy.StoppedAfter)
            return $"frozen: stopped by a signal for {(now - stopped).TotalSeconds:0.0} s";
        if (!seen.CanBeHeard)
            return null;
        if (seen.Silence is { } age)
            return Shorter(age, seen.HearableFor) is var silence && silence > policy.HungAfter ? $"hung: silent for {silence.TotalSeconds:0.0} s" : null;
        return process.StartedAt is { } started && Shorter(now - started, seen.HearableFor) > policy.SilentStartLimit ? $"hung: never heard within {policy.SilentStartLimit.TotalSeconds:0} s of its start" : null;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;

    private static SupervisedProcess Heard(SupervisedProcess process, Observation seen, RestartPolicy policy, DateTimeOffset now)
    {
        var state = seen.Health switch
        {
            ProcessHealth.Ready => ProcessState.Ready,
            ProcessHealth.Unhealthy or ProcessHealth.Stopping => ProcessState.Unhealthy,
            _ => ProcessState.Starting,
        };
        var readySince = state == ProcessState.Ready ? process.ReadySince ?? now : (DateTimeOffset?)null;
        return process with
        {
            State = state,
            ReadySince = readySince,
            CrashesInARow = now - readySince >= policy.HealthyAfter ? 0 : process.CrashesInARow,
            Detail = seen.Detail,
        };
    }
}

/// <summary>What follows from an observation.</summary>
/// <param name="Next">What to remember.</param>
/// <param name="Action">What to do.</param>
/// <param name="Crashed">The process has just been found dead.</param>
public sealed record SupervisionDecision(SupervisedProcess Next, SupervisionAction Action, bool Crashed = false);

/// <summary>What the supervisor does to a process.</summary>
public enum SupervisionAction
{
    None,
    Start,

    /// <summary>SIGKILL to its group: it hangs and would not hear anything milder.</summary>
    Kill,

    /// <summary>It has crashed too often: trading is set to reducing and it stays down until someone restarts it.</summary>
    GiveUp,
}
