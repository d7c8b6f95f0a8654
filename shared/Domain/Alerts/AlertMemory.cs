using System.Collections.Immutable;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Alerts;

/// <summary>What of the past events decides about the next: made again from EVENTS after a restart.</summary>
public sealed record AlertMemory
{
    private static readonly TimeSpan OrphanWindow = TimeSpan.FromHours(1);

    public static AlertMemory Empty { get; } = new();

    /// <summary>Trades that have lost money since the last one that did not.</summary>
    public int LossesInARow { get; init; }

    /// <summary>Machine times of the orphans of the last hour, oldest first.</summary>
    public ImmutableList<DateTimeOffset> Orphans { get; init; } = [];

    /// <summary>What happened since the last daily summary.</summary>
    public DayTally Day { get; init; } = DayTally.Empty;

    /// <summary>The latest venue time that any event told.</summary>
    public DateTimeOffset VenueTime { get; init; }

    public AlertMemory With(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var isNewTrade = told is { Type: "trade_recorded" } && !Day.Trades.ContainsKey(told.Id);
        var profit = EventFacts.Number(told, "profit");
        return this with
        {
            LossesInARow = !isNewTrade || profit is null ? LossesInARow : profit < 0 ? LossesInARow + 1 : 0,
            Orphans = IsOrphan(told) ? Orphans.RemoveAll(at => at <= told.MachineTime - OrphanWindow).Add(told.MachineTime) : Orphans,
            Day = told is { Type: "alert_raised", Reason: "daily_summary" } ? DayTally.Empty : Day.With(told),

            // The orchestrator's own events carry machine time in both clocks.
            VenueTime = told.Process != Contracts.Processes.Orchestrator && told.VenueTime > VenueTime ? told.VenueTime : VenueTime,
        };
    }

    public static bool IsOrphan(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.Type == "orphan_canceled" || (told.Type == "orphan_found" && told.Severity >= EventSeverity.Warning);
    }
}
