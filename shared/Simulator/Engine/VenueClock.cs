namespace Pipeline.Simulator.Engine;

/// <summary>Venue time as a multiple of machine time, with jumps. Safe to read from any thread.</summary>
public sealed class VenueClock
{
    private readonly TimeProvider _machine;
    private readonly Lock _gate = new();
    private ClockReading _reading;
    private long _anchor;

    /// <param name="speed">Venue seconds a machine second, above 0.</param>
    public VenueClock(TimeProvider machine, DateTimeOffset start, double speed, bool running, long generation, bool ended)
    {
        _machine = machine;
        _anchor = machine.GetTimestamp();
        _reading = new ClockReading(start, speed, running, generation, ended);
    }

    public ClockReading Read()
    {
        lock (_gate)
        {
            return _reading with { Time = Now() };
        }
    }

    public void Start() => Change(reading => reading with { Running = !reading.Ended });

    public void Pause() => Change(reading => reading with { Running = false });

    public void SetSpeed(double speed) => Change(reading => reading with { Speed = speed });

    public void JumpTo(DateTimeOffset time) => Change(reading => reading with { Time = time });

    /// <summary>Stops for good at a moment: there is no more market.</summary>
    public void End(DateTimeOffset time) => Change(reading => reading with { Time = time, Running = false, Ended = true });

    private void Change(Func<ClockReading, ClockReading> change)
    {
        lock (_gate)
        {
            _reading = change(_reading with { Time = Now() }) with { Generation = _reading.Generation + 1 };
            _anchor = _machine.GetTimestamp();
        }
    }

    private DateTimeOffset Now() =>
        _reading.Running ? _reading.Time + (_machine.GetElapsedTime(_anchor) * _reading.Speed) : _reading.Time;
}
