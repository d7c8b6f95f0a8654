using Pipeline.Contracts;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>What the account was worth, whoever told it.</summary>
internal static class EquityRows
{
    /// <param name="source">account (read for its own sake), entry (seen by a decision to buy), session (when the day began).</param>
    public static void Add(JournalRows rows, Message told, decimal equity, decimal? cash, decimal? buyingPower, string source) => rows.Execute(
        "INSERT OR IGNORE INTO equity (id, at, machine_time, equity, cash, buying_power, source) VALUES (@Id, @at, @machineTime, @equity, @cash, @buyingPower, @source)",
        new
        {
            told.Id,
            at = JournalText.Of(told.VenueTime),
            machineTime = JournalText.Of(told.MachineTime),
            equity = JournalText.Of(equity),
            cash = cash is { } known ? JournalText.Of(known) : null,
            buyingPower = buyingPower is { } power ? JournalText.Of(power) : null,
            source,
        });
}
