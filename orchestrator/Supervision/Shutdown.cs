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
    /// <param name="expected">Who ran in this life: one of them that is gone has not done its last work.</param>
    /// <param name="tell">Called with the name of each process before it is ended.</param>
    /// <returns>What may be left at the venue, a sentence each: of those that could not do their last work, and of those that have noted it themselves.</returns>
    public async Task<IReadOnlyList<string>> EndAllAsync(
        IReadOnlyDictionary<string, ProcessIdentity> known, IReadOnlyCollection<string> expected, Action<string> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(tell);
        var (left, notes) = (new LeftBehind(home), new List<string?>());
        var mark = new EndingMark(home);
        mark.Set();
        foreach (var name in Order)
        {
            var living = known.GetValueOrDefault(name) is { } mine && mine.IsAlive() ? mine : ProcessRecord.ReadLiving(home, name)?.Identity;
            if (living is null)
            {
                if (expected.Contains(name) || ProcessRecord.IsOrphaned(home, name))
                    notes.Add(left.Note(name, "was not running"));
                continue;
            }

            tell(name);
            if (!await EndAsync(living, cancellationToken))
                notes.Add(left.Note(name, "had to be killed"));
            KillPoint.Reached(KillPoints.OrchestratorShutdownChildEnded);
        }

        mark.Remove();
        return [.. left.Read().Union(notes.OfType<string>(), StringComparer.Ordinal)];
    }

    /// <summary>True when it came to its end by itself, false when it had to be killed.</summary>
    public async Task<bool> EndAsync(ProcessIdentity process, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(process);
        ProcessSignals.AskToEnd(process);
        var hasEnded = await EndedWithinAsync(process, patience, cancellationToken);
        if (!hasEnded)
        {
            ProcessSignals.Kill(process);
            await EndedWithinAsync(process, patience, cancellationToken);
        }

        ProcessSignals.KillLeftBehind(process);
        return hasEnded;
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
