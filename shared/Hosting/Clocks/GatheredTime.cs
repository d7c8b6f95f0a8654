namespace Pipeline.Hosting.Clocks;

/// <summary>The machine's time, in which what is repeated falls together: one waking then serves all of it, and wakings are most of what an idle process costs.</summary>
/// <remarks>Only repeated timers are moved: their first tick comes earlier than asked, by less than their period. A wait that happens once is as long as it says.</remarks>
public sealed class GatheredTime : TimeProvider
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    // The runtime's timers go by a clock that the system moves on every few milliseconds (four, or ten); one that is due between two of its moments is looked at each millisecond until the next.
    // So the grid begins at such a moment, and repeats at multiples of their distance as long as periods are multiples of 20 ms. It differs between processes, which do not wait for each other then.
    private readonly long _start = Environment.TickCount64;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Gathered(this, base.CreateTimer(callback, state, Moved(dueTime, period), period));

    /// <summary>How long to the first tick of a timer: to the last point of a common grid that is not later than asked.</summary>
    /// <param name="now">Time on the clock that the grid is drawn on.</param>
    public static TimeSpan Due(TimeSpan now, TimeSpan dueTime, TimeSpan period)
    {
        var step = period < LongestStep ? period : LongestStep;
        return step <= TimeSpan.Zero || dueTime < step ? dueTime : dueTime - TimeSpan.FromTicks((now + dueTime).Ticks % step.Ticks);
    }

    private TimeSpan Moved(TimeSpan dueTime, TimeSpan period) => Due(TimeSpan.FromMilliseconds(Environment.TickCount64 - _start), dueTime, period);

    private sealed class Gathered(GatheredTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Moved(dueTime, period), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
