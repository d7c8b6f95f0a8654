namespace Pipeline.Tests.Unit.Broker;

/// <summary>A machine whose time passes when a test says so; its wall clock may be set, its steady clock only runs on.</summary>
internal sealed class StoppedTime(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _wall = now;
    private long _steady;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _steady;

    public void Pass(TimeSpan time)
    {
        _wall += time;
        _steady += time.Ticks;
    }

    public void SetBack(TimeSpan time) => _wall -= time;
}
