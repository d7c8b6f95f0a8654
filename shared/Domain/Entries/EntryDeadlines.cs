using Pipeline.Contracts.Control;

namespace Pipeline.Domain.Entries;

/// <summary>When an open entry is canceled by its own owner.</summary>
public static class EntryDeadlines
{
    /// <summary>Why it must be canceled now, or null.</summary>
    /// <param name="entry">An entry that the venue has.</param>
    /// <param name="calendar">Trading state and flatten commands.</param>
    /// <param name="haltFilePresent">True while the halt file lies in the run folder.</param>
    /// <param name="machineNow">Machine time.</param>
    /// <param name="timing">The configuration in force.</param>
    public static string? CancelReason(Entry entry, TradingCalendar calendar, bool haltFilePresent, DateTimeOffset machineNow, EntryTiming timing)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(timing);
        if (!entry.IsOpen || entry.Terminal || entry.VenueOrderId is null || entry.Filled >= entry.Intent.Quantity)
            return null;
        if (haltFilePresent || calendar.Trading == TradingState.Halted)
            return "trading_halted";
        if (calendar.FlattenAfter(entry.Intent.Symbol, entry.Intent.VenueTime) is not null)
            return "flattened";
        if (entry.FirstExecutionAt is { } first)
            return machineNow >= first + timing.RemainderCancelAfter ? "partial_fill_deadline" : null;
        return machineNow >= entry.Intent.MachineTime + timing.EntryTimeout ? "entry_timeout" : null;
    }
}
