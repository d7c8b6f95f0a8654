using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Trading;

/// <summary>Locks a symbol for as long as a condition that concerns it alone holds; locks that a person has set are left alone.</summary>
public sealed class SymbolLocks(MessagePublisher publisher, TimeProvider machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (ulong Sequence, LockControl? Control)> _inForce = new(StringComparer.Ordinal);

    public void Forget() => _inForce.Clear();

    public void Hear(BookEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Subject.StartsWith("control.lock.", StringComparison.Ordinal))
            _inForce[entry.Subject] = (entry.Sequence, MessageReading.TryRead<LockControl>(entry.Data.Span, out var control, out _) ? control : null);
    }

    public async Task KeepAsync(TradingSight sight, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var wanted = sight.Conditions.Where(one => one.Symbol is not null && TradingStateTable.RuleOf(one.Condition).LocksSymbol).ToList();
        foreach (var condition in wanted.Where(one => !IsLocked(one.Symbol!.Value)))
            await WriteAsync(condition.Symbol!.Value, DateTimeOffset.MaxValue, $"{TradingStateRules.NameOf(condition.Condition)} ({condition.Process}): {condition.Text}", cancellationToken);
        foreach (var (_, held) in _inForce.Values.ToList())
        {
            if (held is { By: Processes.Orchestrator } && IsLocked(held.Symbol) && IsOver(held, wanted, sight))
                await WriteAsync(held.Symbol, DateTimeOffset.UnixEpoch, "over", cancellationToken);
        }
    }

    private bool IsLocked(Symbol symbol) => _inForce.GetValueOrDefault(Subjects.Lock(symbol)).Control?.Until == DateTimeOffset.MaxValue;

    /// <summary>Only who told the condition can tell that it is over; a lock in place of an unreadable one names nobody, and stays until a person lifts it.</summary>
    private static bool IsOver(LockControl held, List<RaisedCondition> wanted, TradingSight sight) =>
        wanted.All(one => one.Symbol != held.Symbol) && sight.Speaking.Any(process => held.Reason.Contains($"({process}): ", StringComparison.Ordinal));

    private async Task WriteAsync(Symbol symbol, DateTimeOffset until, string reason, CancellationToken cancellationToken)
    {
        var (subject, now) = (Subjects.Lock(symbol), machine.GetUtcNow());
        var id = $"lock-{Guid.CreateVersion7(now):N}";
        var control = new LockControl { Id = id, CorrelationId = id, CausationId = id, VenueTime = now, MachineTime = now, Symbol = symbol, Until = until, Reason = reason, By = Processes.Orchestrator };
        var written = await publisher.PublishAsync(subject, control, PublishExpectation.After(_inForce.GetValueOrDefault(subject).Sequence) with { Patience = Patience }, cancellationToken);
        // The book tells it a moment later; until then it must not be written again.
        if (written is PublishResult.Stored stored)
            _inForce[subject] = (stored.Sequence, control);
    }
}
