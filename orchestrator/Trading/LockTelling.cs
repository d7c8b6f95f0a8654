using System.Collections.Concurrent;
using System.Globalization;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Trading;

/// <summary>Tells each lock that was set or lifted, whoever did, as it is heard from the book. A lock that ends by its own date is not told: it was when it was set.</summary>
public sealed class LockTelling(ControlPublisher teller, TimeProvider machine)
{
    /// <summary>An older one was told by whoever ran then; within this, telling it again is stored once.</summary>
    private static readonly TimeSpan StillToTell = TimeSpan.FromHours(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<LockControl> _toTell = new();

    public void Hear(BookEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Subject.StartsWith("control.lock.", StringComparison.Ordinal) || !MessageReading.TryRead<LockControl>(entry.Data.Span, out var control, out _))
            return;
        if (machine.GetUtcNow() - control.MachineTime < StillToTell)
            _toTell.Enqueue(control);
    }

    /// <summary>Tells what was heard, as far as it can be stored within seconds; the rest is kept for the next time.</summary>
    /// <exception cref="PublishRefusedException">One can never be stored; it is forgotten.</exception>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        while (_toTell.TryPeek(out var control))
        {
            try
            {
                if (!await TellAsync(control, cancellationToken))
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

    private Task<bool> TellAsync(LockControl control, CancellationToken cancellationToken)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["by"] = control.By };
        // Whoever lifts a lock says so by the epoch: another past moment may be a future one of a venue whose clock is not ours.
        if (control.Until == DateTimeOffset.UnixEpoch)
            return teller.TellAsync("lock_removed", EventSeverity.Info, control.By, $"{control.Symbol} may be entered again: {control.Reason}", cancellationToken, $"{control.Id}-told", facts: facts, patience: Patience, symbol: control.Symbol);
        var until = control.Until == DateTimeOffset.MaxValue ? "until it is lifted" : $"until {control.Until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
        if (control.Until != DateTimeOffset.MaxValue)
            facts["until"] = control.Until.ToString("O", CultureInfo.InvariantCulture);
        return teller.TellAsync("lock_added", EventSeverity.Warning, control.By, $"{control.Symbol} is not entered {until}: {control.Reason}", cancellationToken, $"{control.Id}-told", facts: facts, patience: Patience, symbol: control.Symbol);
    }
}
