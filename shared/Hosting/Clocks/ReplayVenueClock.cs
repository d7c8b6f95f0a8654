namespace Pipeline.Hosting.Clocks;

/// <summary>Replay: time is what the message at hand says it was.</summary>
public sealed class ReplayVenueClock : VenueClock
{
    private DateTimeOffset _now;

    public override DateTimeOffset Now => _now;

    /// <summary>Moves forward only: an older message does not turn time back.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        if (time > _now)
            _now = time;
    }
}
