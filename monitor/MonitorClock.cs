using Pipeline.Hosting.Clocks;

namespace Pipeline.Monitor;

/// <summary>Both times of the loop; in replay both are the recorded message's.</summary>
internal sealed class MonitorClock(VenueClock venue, TimeProvider machine)
{
    private DateTimeOffset? _recorded;

    public DateTimeOffset Venue => venue.Now;

    public DateTimeOffset Machine => _recorded ?? machine.GetUtcNow();

    /// <summary>Takes both times from a recorded message.</summary>
    public void Replay(DateTimeOffset venueTime, DateTimeOffset machineTime)
    {
        (venue as ReplayVenueClock)?.AdvanceTo(venueTime);
        _recorded = machineTime;
    }
}
