using System.Globalization;
using Microsoft.Data.Sqlite;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Which rows a stored message becomes. The same messages make the same rows, in whatever order the streams are read.</summary>
internal static class Projection
{
    private const int Constraint = 19;

    public static void Apply(JournalRows rows, RawMessage raw)
    {
        switch (raw.Subject.Split('.'))
        {
            case ["signal", "buy", ..]: Read<BuySignal>(rows, raw, SignalProjection.Apply); break;
            case ["signal", "sell", ..]: Read<SellSignal>(rows, raw, SignalProjection.Apply); break;
            case ["entry", ..]: Read<EntryIntent>(rows, raw, EntryProjection.Apply); break;
            case ["order", "intent", ..]: Read<OrderIntent>(rows, raw, RequestProjection.Apply); break;
            case ["order", "answer", ..]: Read<OrderAnswer>(rows, raw, RequestProjection.Apply); break;
            case ["order", "venue", ..]: Read<OrderUpdate>(rows, raw, OrderProjection.Apply); break;
            case ["position", ..]: Read<Position>(rows, raw, PositionProjection.Apply); break;
            case ["trade", ..]: Read<Trade>(rows, raw, LedgerProjection.Apply); break;
            case ["cooldown", ..]: Read<Cooldown>(rows, raw, LedgerProjection.Apply); break;
            case ["session", ..]: Read<Session>(rows, raw, LedgerProjection.Apply); break;
            case ["control", "trading"]: Read<TradingControl>(rows, raw, ControlProjection.Apply); break;
            case ["control", "lock", ..]: Read<LockControl>(rows, raw, ControlProjection.Apply); break;
            case ["control", "flatten", ..]: Read<FlattenControl>(rows, raw, ControlProjection.Apply); break;
            case ["control", "reconcile"]: Read<ReconcileControl>(rows, raw, ControlProjection.Apply); break;
            case ["event", ..]: Read<PipelineEvent>(rows, raw, EventProjection.Apply); break;
            default: break;
        }
    }

    private static void Read<T>(JournalRows rows, RawMessage raw, Func<JournalRows, RawMessage, T, StoryLine?> apply)
        where T : Message
    {
        if (!MessageReading.TryRead<T>(raw.Data.Span, out var message, out var reason))
        {
            Unreadable(rows, raw, reason);
            return;
        }

        try
        {
            rows.Execute("SAVEPOINT message");
            // What an older version stored may hold what none stores any more.
            if (apply(rows, raw, WithoutSecrets.Of(message)) is { } line)
                Index(rows, raw, message, line);
            rows.Execute("RELEASE message");
        }
        catch (Exception fault) when (fault is not SqliteException || fault is SqliteException { SqliteErrorCode: Constraint })
        {
            // One message that makes no sense must not keep all that come after it out of the journal.
            rows.Execute("ROLLBACK TO message");
            rows.Execute("RELEASE message");
            Unreadable(rows, raw, $"not to be projected: {fault.Message}");
        }
    }

    private static void Index(JournalRows rows, RawMessage raw, Message message, StoryLine line) => Insert(rows, new
    {
        stream = raw.Stream,
        sequence = (long)raw.Sequence,
        kind = line.Kind,
        id = message.Id,
        correlation = message.CorrelationId,
        causation = message.CausationId,
        symbol = line.Symbol?.Name,
        orderId = line.OrderId,
        venueTime = JournalText.Of(message.VenueTime),
        machineTime = JournalText.Of(message.MachineTime),
        text = line.Text,
    });

    // A message that nobody can read has its place in the story of nothing; replay shows it.
    private static void Unreadable(JournalRows rows, RawMessage raw, string reason)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{raw.Stream}-{raw.Sequence}");
        Insert(rows, new
        {
            stream = raw.Stream,
            sequence = (long)raw.Sequence,
            kind = "unreadable",
            id,
            correlation = id,
            causation = id,
            symbol = (string?)null,
            orderId = (string?)null,
            venueTime = JournalText.Of(raw.Time),
            machineTime = JournalText.Of(raw.Time),
            text = Redaction.Of($"{raw.Subject} is {reason}"),
        });
    }

    private static void Insert(JournalRows rows, object values) => rows.Execute(
        """
        INSERT OR IGNORE INTO messages (stream, sequence, kind, id, correlation_id, causation_id, symbol, order_id, venue_time, machine_time, text)
        VALUES (@stream, @sequence, @kind, @id, @correlation, @causation, @symbol, @orderId, @venueTime, @machineTime, @text)
        """,
        values);
}
