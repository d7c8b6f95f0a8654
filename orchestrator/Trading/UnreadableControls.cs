using System.Collections.Concurrent;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Trading;

/// <summary>Controls that cannot be read: each a condition, a dead letter with its reason, and superseded by one that can be read and allows less.</summary>
public sealed class UnreadableControls(MessagePublisher publisher, TimeProvider machine)
{
    /// <summary>Nobody was in a position before it: a flatten command of this time concerns none.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    private readonly ConcurrentDictionary<string, (BookEntry Entry, string Reason)> _found = new(StringComparer.Ordinal);

    public IReadOnlyList<RaisedCondition> Conditions =>
    [
        .. _found.Values.Select(found => TradingSights.Condition(
            TradingCondition.ControlUnreadable, Processes.Orchestrator, $"{found.Entry.Subject}, sequence {found.Entry.Sequence}, is {found.Reason}", machine.GetUtcNow())),
    ];

    public void Forget() => _found.Clear();

    public void Hear(BookEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (ReasonOf(entry) is { } reason)
            _found[entry.Subject] = (entry, reason);
        else
            _found.TryRemove(entry.Subject, out _);
    }

    /// <summary>Copies each to the dead letters and puts a readable one after it; the trading state itself is written by its keeper.</summary>
    public async Task MendAsync(CancellationToken cancellationToken)
    {
        foreach (var (entry, reason) in _found.Values)
        {
            var letter = Letter(entry, reason);
            await publisher.PublishAsync(Subjects.DeadLetter(Processes.Orchestrator), letter, PublishExpectation.Once(letter.Id), cancellationToken);
            var after = PublishExpectation.After(entry.Sequence) with { Patience = TimeSpan.FromSeconds(3) };
            var (now, id) = (machine.GetUtcNow(), $"instead-{letter.Id}");
            if (entry.Subject.StartsWith("control.lock.", StringComparison.Ordinal) && SymbolOf(entry) is { } held)
            {
                var control = new LockControl { Id = id, CorrelationId = id, CausationId = id, VenueTime = now, MachineTime = now, Symbol = held, Until = DateTimeOffset.MaxValue, Reason = reason, By = Processes.Orchestrator };
                await publisher.PublishAsync(entry.Subject, control, after, cancellationToken);
            }
            else if (entry.Subject.StartsWith("control.flatten.", StringComparison.Ordinal))
            {
                var control = new FlattenControl { Id = id, CorrelationId = id, CausationId = id, VenueTime = Never, MachineTime = now, Symbol = SymbolOf(entry), Reason = reason };
                await publisher.PublishAsync(entry.Subject, control, after, cancellationToken);
            }
        }
    }

    private static string? ReasonOf(BookEntry entry)
    {
        string? reason = null;
        _ = entry.Subject.Split('.') switch
        {
            ["control", "trading"] => MessageReading.TryRead<TradingControl>(entry.Data.Span, out _, out reason),
            ["control", "lock", _] => MessageReading.TryRead<LockControl>(entry.Data.Span, out _, out reason),
            ["control", "flatten", _] => MessageReading.TryRead<FlattenControl>(entry.Data.Span, out _, out reason),
            _ => true,
        };
        return reason;
    }

    private static Symbol? SymbolOf(BookEntry entry) =>
        entry.Subject.Split('.')[^1] is var token && token != "all" && Symbol.TryParse(token.Replace('-', '.').Replace('_', '/'), out var symbol) ? symbol : null;

    private DeadLetter Letter(BookEntry entry, string reason)
    {
        var origin = string.Create(CultureInfo.InvariantCulture, $"{entry.Stream}-{entry.Sequence}");
        var now = machine.GetUtcNow();
        return new DeadLetter
        {
            Id = $"dlq-{Processes.Orchestrator}-{origin}",
            CorrelationId = origin,
            CausationId = origin,
            VenueTime = now,
            MachineTime = now,
            Process = Processes.Orchestrator,
            Stream = entry.Stream,
            Sequence = entry.Sequence,
            Subject = entry.Subject,
            Reason = reason,
            Deliveries = 1,
            Data = entry.Data.ToArray(),
        };
    }
}
