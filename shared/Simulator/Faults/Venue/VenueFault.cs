using Pipeline.Exchange;

namespace Pipeline.Simulator.Faults.Venue;

/// <summary>What happens at the venue as a whole when its time comes.</summary>
/// <param name="Happen">Does it; answers why it cannot be done, or null.</param>
public sealed record VenueFault(Func<TradingVenue, DateTimeOffset, Refusal?> Happen) : Fault
{
    /// <summary>How long it lasts, in venue time; null for good.</summary>
    public TimeSpan? Lasting { get; init; }

    /// <summary>Undoes it when its time is over; null when there is nothing to undo.</summary>
    public Func<TradingVenue, DateTimeOffset, Refusal?>? Lift { get; init; }

    public override bool HappensByTime => true;
}
