using Pipeline.Contracts.Control;

namespace Pipeline.Domain.Entries;

/// <summary>When an open entry is canceled by its own owner.</summary>
public static class EntryDeadlines
{
    /// <summary>Why it must be canceled now, or null.</summary>
    /// <param name="entry">An entry that the venue has.</param>
    /// <param name="calendar">Trading state, flatten commands and sessions.</param>
    /// <param name="facts">What no stream says.</param>
    /// <param name="timing">The configuration in force.</param>
    public static string? CancelReason(Entry entry, TradingCalendar calendar, EntryCancelFacts facts, EntryTiming timing)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(timing);
        if (!entry.IsOpen || entry.Terminal || entry.VenueOrderId is null || entry.Filled >= entry.Intent.Quantity)
            return null;
        if (facts.HaltFilePresent || calendar.Trading == TradingState.Halted)
            return "trading_halted";
        if (calendar.FlattenAfter(entry.Intent.Symbol, entry.Intent.VenueTime) is not null)
            return "flattened";

        // A bracket is good till canceled: what is left over the close would work in the morning at yesterday's price.
        if (!entry.Intent.Symbol.IsCrypto && calendar.SessionAt(entry.Intent.VenueTime) is { } session && facts.VenueNow >= session.ClosesAt)
            return "session_closed";

        // A buy that is good till canceled must not be filled when nobody is there to see it; one that is filled in part is bare until its remainder is gone.
        if (facts.Ending == BuyerEnding.WithAll)
            return "pipeline_ending";
        if (entry.FirstExecutionAt is { } first)
            return facts.Ending == BuyerEnding.Replaced ? "buyer_ending" : facts.MachineNow >= EarliestExecution(entry, first, facts) + timing.RemainderCancelAfter ? "partial_fill_deadline" : null;
        return facts.MachineNow >= entry.Intent.MachineTime + timing.EntryTimeout ? "entry_timeout" : null;
    }

    // What an earlier run heard is known only by its last word: its first execution may be as old as the intent.
    private static DateTimeOffset EarliestExecution(Entry entry, DateTimeOffset heard, EntryCancelFacts facts) =>
        entry.Intent.MachineTime < facts.StartedAt ? entry.Intent.MachineTime : heard;
}
