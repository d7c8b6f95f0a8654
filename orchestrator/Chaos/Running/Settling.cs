using NATS.Client.Core;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Chaos.Checking.Rules;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>The end of a run: no more faults, everyone back, every position left, and time for what was in doubt to be settled.</summary>
public sealed class Settling(PipelineHome home, Switchboard venue, VenueWatch watch, ChaosTally tally, TimeProvider machine)
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FlatPatience = TimeSpan.FromSeconds(90);

    /// <summary>An entry in doubt is given up only when it was not found twice, 30 s after its time-out.</summary>
    private static readonly TimeSpan DoubtPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>What the streams held when nothing was left to wait for, or patience was over.</summary>
    public async Task<Evidence> RunAsync(IReadOnlyList<TradingHours> sessions, SpendingLimits limits, CancellationToken cancellationToken)
    {
        await UntilAsync("the exchange to forget its faults", ReadyPatience, () => venue.ClearAsync(cancellationToken), cancellationToken);
        await UntilAsync("all processes to be ready", ReadyPatience, () => Task.FromResult(AllReady()), cancellationToken);
        tally.Say("leaving every position");
        await UntilAsync("the order to leave every position to be taken", ReadyPatience, async () => (await Trader.RunAsync(["flatten"], cancellationToken)).Code == ExitCodes.Done, cancellationToken);
        await UntilAsync("the account to be flat", FlatPatience, () => Task.FromResult(watch.SymbolsInPlay().Count == 0), cancellationToken);
        // Without time there are no more bars, and so no signals that nobody has answered yet.
        await UntilAsync("the exchange's clock to stand", ReadyPatience, () => venue.PauseAsync(cancellationToken), cancellationToken);
        tally.Say("waiting for what is in doubt to be settled");
        Evidence? seen = null;
        await UntilAsync("everything in doubt to be settled", DoubtPatience, async () => AtRest(seen = await GatherAsync(sessions, limits, cancellationToken) ?? seen), cancellationToken);
        return seen ?? watch.Read(sessions) with { Limits = limits };
    }

    private bool AllReady() => new StatusReader(home, machine).Read() is { Orchestrator: not null } status && status.Processes.All(process => process.State == ProcessState.Ready);

    /// <summary>What settles by itself has settled; the rest of the rules speak of what has happened, and no waiting mends that.</summary>
    private static bool AtRest(Evidence? seen) =>
        seen is not null && !PositionRule.Judge(seen).Any() && !OrderRule.Judge(seen).Any() && !LedgerRule.Judge(seen).Any() && !StoryRule.Judge(seen).Any();

    private async Task<Evidence?> GatherAsync(IReadOnlyList<TradingHours> sessions, SpendingLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            return watch.Read(sessions) with { Stored = await StreamEvidence.ReadAsync(home, cancellationToken), Limits = limits };
        }
        catch (Exception away) when (away is NatsException or PipelineException)
        {
            return null;
        }
    }

    private async Task UntilAsync(string what, TimeSpan patience, Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        for (var since = machine.GetTimestamp(); !await holds(); await Task.Delay(Interval, machine, cancellationToken))
        {
            if (machine.GetElapsedTime(since) < patience)
                continue;
            tally.Note($"waited {patience.TotalSeconds:0} s in vain for {what}");
            return;
        }
    }
}
