using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>EVENTS: what each process decided and saw.</summary>
internal static class EventProjection
{
    /// <summary>The event by which a process tells what the account is worth.</summary>
    public const string AccountRead = "account_read";

    /// <summary>Events are a table of their own, which stories are read from beside the index.</summary>
    public static StoryLine? Apply(JournalRows rows, RawMessage raw, PipelineEvent told)
    {
        rows.Execute(
            """
            INSERT OR IGNORE INTO events (sequence, id, process, type, severity, symbol, order_id, reason, text, facts, correlation_id, causation_id, venue_time, machine_time)
            VALUES (@sequence, @Id, @Process, @Type, @severity, @symbol, @OrderId, @Reason, @Text, @facts, @CorrelationId, @CausationId, @venueTime, @machineTime)
            """,
            new
            {
                sequence = (long)raw.Sequence,
                told.Id,
                told.Process,
                told.Type,
                severity = (int)told.Severity,
                symbol = told.Symbol?.Name,
                told.OrderId,
                told.Reason,
                told.Text,
                facts = JsonSerializer.Serialize(told.Facts, FactsJson.Default.IReadOnlyDictionaryStringString),
                told.CorrelationId,
                told.CausationId,
                venueTime = JournalText.Of(told.VenueTime),
                machineTime = JournalText.Of(told.MachineTime),
            });
        if (told is { Type: "signal_refused", Process: Processes.Buyer })
            Refuse(rows, told);
        if (told.Type == AccountRead && Fact(told, "equity") is { } equity)
            EquityRows.Add(rows, told, equity, Fact(told, "cash"), Fact(told, "buyingPower"), "account");
        return null;
    }

    private static void Refuse(JournalRows rows, PipelineEvent told) => rows.Execute(
        "INSERT OR IGNORE INTO refusals (signal_id, reason, venue_time, machine_time) VALUES (@CausationId, @reason, @venueTime, @machineTime)",
        new { told.CausationId, reason = told.Reason ?? "unknown", venueTime = JournalText.Of(told.VenueTime), machineTime = JournalText.Of(told.MachineTime) });

    private static decimal? Fact(PipelineEvent told, string name) =>
        told.Facts.TryGetValue(name, out var text) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
