using System.Diagnostics;

namespace Pipeline.Hosting.Clocks;

/// <summary>The machine's time, in which what is repeated falls together: one waking then serves all of it, and wakings are most of what an idle process costs.</summary>
/// <remarks>Only repeated timers are moved: their first tick comes earlier than asked, by less than their period. A wait that happens once is the runtime's own, and as long as it says.</remarks>
public sealed class GatheredTime : TimeProvider
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);
    private readonly TickThread _ticks = new();

    // The grid begins with the process, so that processes do not tick at the same moment and wait for each other.
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period <= TimeSpan.Zero)
            return base.CreateTimer(callback, state, dueTime, period);
        var timer = new Repeated(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How long to the first tick of a timer: to the last point of a common grid that is not later than asked.</summary>
    /// <param name="now">Time on the clock that the grid is drawn on.</param>
    public static TimeSpan Due(TimeSpan now, TimeSpan dueTime, TimeSpan period)
    {
        var step = period < LongestStep ? period : LongestStep;
        return step <= TimeSpan.Zero || dueTime < step ? dueTime : dueTime - TimeSpan.FromTicks((now + dueTime).Ticks % step.Ticks);
    }

    private sealed class Repeated(GatheredTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly Ticking _ticking = new(callback, state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var now = Stopwatch.GetElapsedTime(time._start);
            return time._ticks.Set(_ticking, dueTime < TimeSpan.Zero ? null : Stopwatch.GetTimestamp() + InTicks(Due(now, dueTime, period)), InTicks(period));
        }

        public void Dispose() => time._ticks.End(_ticking);

        public ValueTask DisposeAsync() => new(time._ticks.End(_ticking));

        private static long InTicks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);
    }
}
