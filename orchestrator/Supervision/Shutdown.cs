using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Ends processes: SIGTERM, a deadline, SIGKILL to the group; what they had started themselves goes with them.</summary>
public sealed class Shutdown(PipelineHome home, TimeSpan patience, TimeProvider machine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Whoever makes work first; the seller, which covers what was bought last, while the monitor still tells it of that; then what they depend on.</summary>
    public static IReadOnlyList<string> Order { get; } =
        [Processes.Scanner, Processes.Buyer, Processes.Seller, Processes.Monitor, Processes.Simulator, Processes.NatsServer];

    /// <summary>Called again and again while a process is waited for: who waits is not hung.</summary>
    public Action StillWaiting { get; init; } = () => { };

    /// <summary>Ends every process of this home that lives, in order, also those started by hand.</summary>
    /// <param name="known">Identities that have no record in run/ of their own.</param>
    /// <param name="tell">Called with the name of each process before it is ended.</param>
    public async Task EndAllAsync(IReadOnlyDictionary<string, ProcessIdentity> known, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(tell);
        var mark = new EndingMark(home);
        mark.Set();
        foreach (var name in Order)
        {
            var living = known.GetValueOrDefault(name) is { } mine && mine.IsAlive() ? mine : ProcessRecord.ReadLiving(home, name)?.Identity;
            if (living is null)
                continue;
            tell(name);
            await EndAsync(living, cancellationToken);
            KillPoint.Reached(KillPoints.OrchestratorShutdownChildEnded);
        }

        mark.Remove();
    }

    public async Task EndAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(process);
        ProcessSignals.AskToEnd(process);
        if (!await EndedWithinAsync(process, patience, cancellationToken))
        {
            ProcessSignals.Kill(process);
            await EndedWithinAsync(process, patience, cancellationToken);
        }

        ProcessSignals.KillLeftBehind(process);
    }

    private async Task<bool> EndedWithinAsync(ProcessIdentity process, TimeSpan limit, CancellationToken cancellationToken)
    {
        var since = machine.GetTimestamp();
        while (process.IsAlive())
        {
            if (machine.GetElapsedTime(since) > limit)
                return false;
            StillWaiting();
            await Task.Delay(Interval, machine, cancellationToken);
        }

        return true;
    }
}
