using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Risk;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Trading;

/// <summary>Keeps the trading state what it must be: hears the control in force, looks, decides by the table, writes, tells.</summary>
/// <remarks>Telling goes on beside it and is never waited for: a stream of words that stores nothing must not keep trading from being halted.</remarks>
/// <param name="see">What is seen now, given the conditions that the controls themselves raise.</param>
public sealed class TradingStateKeeper(
    Func<IEnumerable<RaisedCondition>, TradingSight> see, TradingStateWriter writer, UnreadableControls unreadable, SymbolLocks locks, LockTelling lockWords, ControlPublisher teller, TimeProvider machine, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>An older change was told by whoever ran then; telling it again is stored once only within the stream's duplicate window.</summary>
    private static readonly TimeSpan StillToTell = TimeSpan.FromHours(1);

    private static readonly TimeSpan TellPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<TradingControl> _toTell = new();
    private Task _telling = Task.CompletedTask;
    private volatile StoredTrading? _inForce;
    private volatile TradingDecision? _wanted;
    private volatile bool _caughtUp;

    /// <summary>The control in force; null until it was heard, and when it cannot be read.</summary>
    public TradingControl? InForce => _inForce?.Control;

    /// <summary>What must hold, whether or not it could be written; null until there was something to decide on.</summary>
    public TradingDecision? Wanted => _wanted;

    /// <summary>What is heard from now on is another reading of the book, perhaps of another store.</summary>
    public void Forget()
    {
        (_caughtUp, _inForce, _wanted) = (false, null, null);
        unreadable.Forget();
        locks.Forget();
    }

    public void Hear(BookItem item)
    {
        if (item is not BookEntry entry)
        {
            _caughtUp = true;
            return;
        }

        unreadable.Hear(entry);
        locks.Hear(entry);
        lockWords.Hear(entry);
        if (entry.Subject != Subjects.TradingControl)
            return;
        var heard = TradingStateWriter.Read(entry.Sequence, entry.Data);
        _inForce = heard;
        if (heard.Control is { } control && machine.GetUtcNow() - control.MachineTime < StillToTell)
            _toTell.Enqueue(control);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                if (_caughtUp)
                    await KeepAsync(stopping);
                if (_telling.IsCompleted)
                    _telling = TellAllAsync(stopping);
            }
        }
        finally
        {
            await _telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        unreadable.Note();
        var sight = see(unreadable.Conditions);
        var inForce = _inForce ?? new StoredTrading(0, null, null);
        var decision = TradingStateRules.Decide(inForce.Control, sight, machine.GetUtcNow());
        _wanted = decision;
        if (decision.Changes)
            await TryAsync(token => WriteAsync(inForce, decision, token), cancellationToken);
        await TryAsync(unreadable.MendAsync, cancellationToken);
        await TryAsync(token => locks.KeepAsync(sight, token), cancellationToken);
    }

    private async Task WriteAsync(StoredTrading inForce, TradingDecision decision, CancellationToken cancellationToken)
    {
        // What was heard may be of a store that has been replaced since: in the new one another control can stand at the same sequence, with causes that nobody here knows.
        if ((await writer.ReadAsync(cancellationToken)).IsOther(inForce))
            return;
        if (await writer.TryWriteAsync(inForce, decision, Processes.Orchestrator, cancellationToken))
            Log.TradingStateSet(logger, decision.State.ToString(), decision.Reason);
    }

    private async Task TellAllAsync(CancellationToken cancellationToken)
    {
        var letters = await TryAsync(unreadable.TellAsync, cancellationToken);
        var changes = await TryAsync(TellChangesAsync, cancellationToken);
        var told = await TryAsync(lockWords.TellAsync, cancellationToken);
        if (!letters || !changes || !told)
            await Task.Delay(BetweenTellings, machine, cancellationToken);
    }

    private async Task TellChangesAsync(CancellationToken cancellationToken)
    {
        while (_toTell.TryPeek(out var told))
        {
            try
            {
                if (!await TellAsync(told, cancellationToken))
                    return;
            }
            catch (PublishRefusedException)
            {
                _toTell.TryDequeue(out _);
                throw;
            }

            _toTell.TryDequeue(out _);
        }
    }

    /// <summary>Does one part; false, and said, when it failed: the others go on.</summary>
    private async Task<bool> TryAsync(Func<CancellationToken, Task> part, CancellationToken cancellationToken)
    {
        try
        {
            await part(cancellationToken);
            return true;
        }
        catch (Exception fault) when (fault is PublishRefusedException or NatsException)
        {
            Log.StepFailed(logger, fault);
            return false;
        }
    }

    private Task<bool> TellAsync(TradingControl control, CancellationToken cancellationToken)
    {
        var causes = control.Causes ?? [];
        var severity = causes.Select(cause => TradingStateTable.RuleOf(cause.Condition).Severity).Append(EventSeverity.Info).Max();
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["state"] = control.State.ToString().ToLowerInvariant(),
            ["by"] = control.By,
            ["causes"] = string.Join(' ', causes.Select(cause => TradingStateRules.NameOf(cause.Condition))),
        };
        var text = $"Trading is {facts["state"]}: {control.Reason}{(causes.Count > 0 ? $" {TradingStateTable.RuleOf(causes[0].Condition).Advice}" : "")}";
        return teller.TellAsync("trading_state_changed", severity, control.By, text, cancellationToken, $"{control.Id}-changed", causes.Count > 0 ? TradingStateRules.NameOf(causes[0].Condition) : null, facts, TellPatience);
    }
}
