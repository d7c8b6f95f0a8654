using System.Collections.Concurrent;

namespace Pipeline.Tests.Unit.Dashboard;

/// <summary>Time whose deadlines pass when a test says so, and not before.</summary>
internal sealed class RungTime : TimeProvider
{
    private readonly ConcurrentDictionary<Alarm, byte> _alarms = new();

    /// <summary>Whether anything waits for a deadline.</summary>
    public bool IsAwaited => !_alarms.IsEmpty;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        _alarms[alarm] = 0;
        return alarm;
    }

    /// <summary>All deadlines that are awaited now pass.</summary>
    public void Ring()
    {
        foreach (var alarm in _alarms.Keys)
            alarm.Ring();
    }

    private sealed class Alarm(RungTime time, Action ring) : ITimer
    {
        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => time._alarms.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
