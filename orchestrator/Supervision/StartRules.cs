using Pipeline.Contracts;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Whether what a process needs is there, so that it may be started: pure.</summary>
public static class StartRules
{
    /// <summary>So long the first start of a stage that works without NATS waits for it all the same: beginning with everything there is the quieter way, but shares may be bare.</summary>
    private static readonly TimeSpan FirstStartWaits = TimeSpan.FromSeconds(2);

    /// <param name="spec">What is to be started.</param>
    /// <param name="isReady">Whether a process is ready, by its name.</param>
    /// <param name="supervision">What else is known.</param>
    public static bool MayStart(ProcessSpec spec, Func<string, bool> isReady, SupervisionView supervision)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(supervision);
        var everythingIsThere = (supervision.StreamsReady || !Processes.Stages.Contains(spec.Name)) && spec.After.All(isReady);
        if (everythingIsThere || spec.NeedsNats || supervision.StoreIsChanging)
            return everythingIsThere;
        return (!supervision.IsFirstStart || supervision.Since >= FirstStartWaits) && spec.After.Where(name => name != Processes.NatsServer).All(isReady);
    }
}

/// <summary>What a start depends on beside other processes.</summary>
/// <param name="StreamsReady">All streams stand.</param>
/// <param name="StoreIsChanging">The home's store is still to be made, or belongs to somebody else: none begins with a book of another.</param>
/// <param name="IsFirstStart">This orchestrator has neither started nor adopted the process yet.</param>
/// <param name="Since">Machine time since this orchestrator began to supervise.</param>
public sealed record SupervisionView(bool StreamsReady, bool StoreIsChanging, bool IsFirstStart, TimeSpan Since);
