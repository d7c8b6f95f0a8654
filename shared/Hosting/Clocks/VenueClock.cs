namespace Pipeline.Hosting.Clocks;

/// <summary>Time at the venue: system time in paper and live, the simulator's in demo, the message's in replay.</summary>
public abstract class VenueClock
{
    /// <summary>Venue time, UTC.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>Venue seconds per second of the machine; 1 in paper and live.</summary>
    public virtual double Speed => 1;

    public virtual bool IsSimulated => false;
}
