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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Nobody was in a position before it: a flatten command of this time concerns none.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.UnixEpoch;

    private readonly ConcurrentDictionary<string, (BookEntry Entry, string Reason)> _found = new(StringComparer.Ordinal);

    /// <summary>Dead letters that are still to be stored, by their id: they outlast the control, which is superseded meanwhile.</summary>
    private readonly ConcurrentDictionary<string, DeadLetter> _letters = new(StringComparer.Ordinal);

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

    /// <summary>Notes a dead letter of each, before anything takes its place.</summary>
    public void Note()
    {
        foreach (var (entry, reason) in _found.Values)
            _letters.TryAdd(LetterIdOf(entry), Letter(entry, reason));
    }

    /// <summary>Stores the noted dead letters, each as far as it can be within seconds; what could not be is kept for the next time.</summary>
    /// <exception cref="PublishRefusedException">One can never be stored; it is forgotten.</exception>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var letter in _letters.Values)
        {
            try
            {
                var expectation = PublishExpectation.Once(letter.Id) with { Patience = Patience };
                if (await publisher.PublishAsync(Subjects.DeadLetter(Processes.Orchestrator), letter, expectation, cancellationToken) is PublishResult.Stored)
                    _letters.TryRemove(letter.Id, out _);
            }
            catch (PublishRefusedException)
            {
                _letters.TryRemove(letter.Id, out _);
                throw;
            }
        }
    }

    /// <summary>Puts a readable one after each; the trading state itself is written by its keeper.</summary>
    /// <exception cref="PublishRefusedException">One can never be stored.</exception>
    public async Task MendAsync(CancellationToken cancellationToken)
    {
        foreach (var (entry, reason) in _found.Values)
        {
            var after = PublishExpectation.After(entry.Sequence) with { Patience = Patience };
            var (now, id) = (machine.GetUtcNow(), $"instead-{LetterIdOf(entry)}");
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

    private static string OriginOf(BookEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Stream}-{entry.Sequence}");

    private static string LetterIdOf(BookEntry entry) => $"dlq-{Processes.Orchestrator}-{OriginOf(entry)}";

    private DeadLetter Letter(BookEntry entry, string reason)
    {
        var origin = OriginOf(entry);
        var now = machine.GetUtcNow();
        return new DeadLetter
        {
            Id = LetterIdOf(entry),
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
