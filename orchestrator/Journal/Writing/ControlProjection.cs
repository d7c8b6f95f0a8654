using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>CONTROL: what was ordered, by whom and why.</summary>
internal static class ControlProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, TradingControl control)
    {
        Store(rows, raw, control, "trading", null, JournalText.Of(control.State), control.Reason, control.By, null);
        return new StoryLine("control", null, null, $"trading is {JournalText.Of(control.State)}: {control.Reason}");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, LockControl control)
    {
        Store(rows, raw, control, "lock", control.Symbol, null, control.Reason, control.By, control.Until);
        return new StoryLine("control", control.Symbol, null, $"{control.Symbol} locked until {control.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {control.By}: {control.Reason}");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, FlattenControl control)
    {
        Store(rows, raw, control, "flatten", control.Symbol, null, control.Reason, null, null);
        return new StoryLine("control", control.Symbol, null, $"flatten {control.Symbol?.Name ?? "everything"}: {control.Reason}");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, ReconcileControl control)
    {
        Store(rows, raw, control, "reconcile", null, null, control.DryRun ? "dry run" : null, control.By, null);
        return new StoryLine("control", null, null, $"reconcile{(control.DryRun ? ", only telling" : "")}, asked by {control.By}");
    }

    private static void Store(JournalRows rows, RawMessage raw, Message control, string what, Symbol? symbol, string? state, string? reason, string? by, DateTimeOffset? until) => rows.Execute(
        """
        INSERT OR IGNORE INTO controls (sequence, subject, what, symbol, state, reason, by, until, venue_time, machine_time)
        VALUES (@sequence, @Subject, @what, @symbol, @state, @reason, @by, @until, @venueTime, @machineTime)
        """,
        new
        {
            sequence = (long)raw.Sequence,
            raw.Subject,
            what,
            symbol = symbol?.Name,
            state,
            reason,
            by,
            until = JournalText.Of(until),
            venueTime = JournalText.Of(control.VenueTime),
            machineTime = JournalText.Of(control.MachineTime),
        });
}
