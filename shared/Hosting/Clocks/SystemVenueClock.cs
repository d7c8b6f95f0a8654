namespace Pipeline.Hosting.Clocks;

/// <summary>Paper and live: the venue's time is the machine's.</summary>
public sealed class SystemVenueClock(TimeProvider machine) : VenueClock
{
    public override DateTimeOffset Now => machine.GetUtcNow();
}
