using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Chaos.Schedule;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Does what the schedule says, when it says so.</summary>
public sealed class StepRunner(Victims victims, Switchboard venue, VenueWatch watch, Redelivery redelivery, ChaosTally tally, TimeProvider machine)
{
    private static readonly TimeSpan VictimPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private readonly List<Task> _later = [];

    public async Task RunAsync(ChaosSchedule schedule, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var (began, late) = (machine.GetTimestamp(), TimeSpan.Zero);
        foreach (var step in schedule.Steps)
        {
            if (step.At + late - machine.GetElapsedTime(began) is { } left && left > TimeSpan.Zero)
                await Task.Delay(left, machine, stopping);
            await DoAsync(step, stopping);
            // Where a victim had to be waited for, the rest comes later as well: kills keep their distance.
            late = Max(late, machine.GetElapsedTime(began) - step.At);
        }

        await Task.WhenAll(_later);
    }

    private async Task DoAsync(ChaosStep step, CancellationToken stopping)
    {
        switch (step)
        {
            case KillStep kill when await VictimAsync(kill.Process, stopping) is { } victim:
                Lose(kill.Process);
                if (Victims.Kill(victim))
                    tally.Killed($"killed {kill.Process} ({victim.Pid})");
                break;
            case FreezeStep freeze when await VictimAsync(freeze.Process, stopping) is { } victim:
                Lose(freeze.Process);
                if (victims.Freeze(victim))
                    tally.Killed($"froze {freeze.Process} ({victim.Pid}){(freeze.ThawAfter is { } after ? Text($" for {after.TotalSeconds:0.0} s") : "")}");
                if (freeze.ThawAfter is { } time)
                    _later.Add(ThawAsync(victim, time, stopping));
                break;
            case KillStep or FreezeStep:
                tally.Note($"nobody to kill: {step}");
                break;
            case FaultStep fault:
                await FaultAsync(fault, stopping);
                break;
            case RedeliverStep again:
                // nats-server may be away: the others do not wait for that.
                _later.Add(RedeliverAsync(again, stopping));
                break;
        }
    }

    /// <summary>The living process of a name, unfrozen; waits while its supervisor is bringing it back. Null when that takes too long.</summary>
    private async Task<ProcessIdentity?> VictimAsync(string process, CancellationToken stopping)
    {
        for (var since = machine.GetTimestamp(); machine.GetElapsedTime(since) < VictimPatience; await Task.Delay(Interval, machine, stopping))
        {
            if (victims.Find(process) is { } victim && !victims.IsFrozen(victim))
                return victim;
        }

        return null;
    }

    private void Lose(string process)
    {
        if (process == Processes.Simulator)
            watch.Lost();
    }

    private async Task ThawAsync(ProcessIdentity victim, TimeSpan after, CancellationToken stopping)
    {
        await Task.Delay(after, machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        victims.Thaw(victim);
    }

    private async Task FaultAsync(FaultStep fault, CancellationToken stopping)
    {
        var symbol = fault.Body.Contains("SYMBOL", StringComparison.Ordinal) ? Choose(fault.Pick) : null;
        var body = fault.Body.Replace("SYMBOL", symbol ?? "", StringComparison.Ordinal);
        if (body.Contains("\"\"", StringComparison.Ordinal))
            return;
        if (fault.Excuses)
            watch.Excuse(fault.Lasts, symbol, fault.Kind);
        if (await venue.ArmAsync(body, stopping))
            tally.Faulted(Text($"venue fault {fault.Kind}{(symbol is null ? "" : $" of {symbol}")} for {fault.Lasts.TotalSeconds:0.0} s"));
        if (UndoingOf(fault.Kind, symbol) is { } undoing)
            _later.Add(UndoAsync(undoing, fault.Lasts, stopping));
    }

    /// <summary>What undoes a thing that the venue keeps; null for all that is over by itself.</summary>
    private static string? UndoingOf(string kind, string? symbol) => kind switch
    {
        "halt" or "luld-pause" => $"{{\"kind\":\"resume\",\"symbol\":\"{symbol}\"}}",
        "price-bands" => $"{{\"kind\":\"price-bands\",\"symbol\":\"{symbol}\",\"percent\":99,\"seconds\":1}}",
        "suspend-trade" => """{"kind":"suspend-trade","seconds":1}""",
        _ => null,
    };

    /// <summary>A killed exchange forgets that it should resume, not that it halted.</summary>
    private async Task UndoAsync(string undoing, TimeSpan after, CancellationToken stopping)
    {
        await Task.Delay(after + TimeSpan.FromMilliseconds(500), machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stopping.IsCancellationRequested && !await venue.ArmAsync(undoing, stopping))
            await Task.Delay(TimeSpan.FromMilliseconds(200), machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RedeliverAsync(RedeliverStep step, CancellationToken stopping)
    {
        if (await redelivery.TryAsync(step, stopping))
            tally.Redelivered($"delivered a {step.Subject} again");
    }

    private string? Choose(double pick)
    {
        var symbols = watch.SymbolsInPlay();
        return symbols.Count == 0 ? null : symbols[(int)(pick * symbols.Count)];
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
