using System.Diagnostics;

namespace Pipeline.Hosting.Clocks;

/// <summary>Sleeps until the next of all repeated timers is due, and hands what is due to the pool.</summary>
/// <remarks>
/// The runtime's own timers go by a clock that the system moves on every few milliseconds: one that is due in between is looked at each millisecond until then, and whoever sets one wakes the thread that waits for all. That
/// costs several wakings a tick; this costs one. The thread lives as long as there is something to wait for.
/// </remarks>
internal sealed class TickThread
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly List<Ticking> _timers = [];
    private bool _isRunning;

    /// <summary>Sets when a timer ticks; false when it has ended.</summary>
    /// <param name="due">Timestamp of the first tick; null for none.</param>
    /// <param name="period">Ticks of the timestamp from one to the next; zero or less for one tick only.</param>
    public bool Set(Ticking timer, long? due, long period)
    {
        lock (_gate)
        {
            if (timer.HasEnded)
                return false;
            (timer.Due, timer.Period) = (due ?? 0, period);
            _timers.Remove(timer);
            if (due is not null)
                _timers.Add(timer);
            Attend();
            return true;
        }
    }

    /// <summary>No tick begins from now on; completes when those that have begun are over.</summary>
    public Task End(Ticking timer)
    {
        lock (_gate)
            _timers.Remove(timer);
        return timer.End();
    }

    private void Attend()
    {
        if (_isRunning)
            Monitor.Pulse(_gate);
        else if (_timers.Count > 0)
            new Thread(Run) { IsBackground = true, Name = "ticks" }.Start();
        _isRunning |= _timers.Count > 0;
    }

    private void Run()
    {
        lock (_gate)
        {
            while (_timers.Count > 0)
            {
                var now = Stopwatch.GetTimestamp();
                foreach (var timer in _timers.Where(timer => timer.Due <= now).ToArray())
                    Tick(timer, now);
                if (_timers.Count > 0)
                    Monitor.Wait(_gate, UntilNext(now));
            }

            _isRunning = false;
        }
    }

    // A millisecond more: the wait is cut to whole ones, and who wakes too early must sleep once more.
    private TimeSpan UntilNext(long now)
    {
        var sleep = Stopwatch.GetElapsedTime(now, Math.Max(now, _timers.Min(timer => timer.Due))) + TimeSpan.FromMilliseconds(1);
        return sleep < LongestSleep ? sleep : LongestSleep;
    }

    // What was slept through is one tick, and the next is again on the grid.
    private void Tick(Ticking timer, long now)
    {
        if (timer.Period > 0)
            timer.Due += timer.Period * (((now - timer.Due) / timer.Period) + 1);
        else
            _timers.Remove(timer);
        if (timer.Begin())
            ThreadPool.UnsafeQueueUserWorkItem(timer, preferLocal: false);
    }
}

/// <summary>One repeated timer: when it is due, and what it calls.</summary>
internal sealed class Ticking(TimerCallback callback, object? state) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _over;
    private int _underWay;

    /// <summary>Timestamp of the next tick.</summary>
    public long Due { get; set; }

    /// <summary>Between two ticks.</summary>
    public long Period { get; set; }

    public bool HasEnded => Volatile.Read(ref _over) is not null;

    /// <summary>A tick is about to be called; false when the timer has ended.</summary>
    public bool Begin()
    {
        lock (_lock)
        {
            _underWay += HasEnded ? 0 : 1;
            return !HasEnded;
        }
    }

    public void Execute()
    {
        try
        {
            callback(state);
        }
        finally
        {
            lock (_lock)
            {
                if (--_underWay == 0)
                    _over?.TrySetResult();
            }
        }
    }

    public Task End()
    {
        lock (_lock)
        {
            _over ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_underWay == 0)
                _over.TrySetResult();
            return _over.Task;
        }
    }
}
