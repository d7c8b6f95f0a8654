namespace Pipeline.Hosting.Stages;

/// <summary>Wakes a loop again and again: often while it has something to look after, seldom while it has not, because each waking of an idle process costs.</summary>
/// <param name="often">Machine time from one waking to the next while there is something to look after.</param>
/// <param name="seldom">The same while there is nothing.</param>
public sealed class Pulse(TimeSpan often, TimeSpan seldom, TimeProvider machine) : IDisposable
{
    private readonly PeriodicTimer _timer = new(often, machine);
    private readonly Lock _lock = new();
    private bool _isOver;

    /// <summary>There is nothing to look after. When that no longer holds, the next waking is as near as after any other. Anybody may say so, also after the end.</summary>
    public bool IsCalm
    {
        get => _timer.Period == seldom;
        set
        {
            var period = value ? seldom : often;
            lock (_lock)
            {
                if (!_isOver && _timer.Period != period)
                    _timer.Period = period;
            }
        }
    }

    /// <summary>Waits for the next waking; false once disposed. One waits at a time.</summary>
    public ValueTask<bool> NextAsync(CancellationToken cancellationToken) => _timer.WaitForNextTickAsync(cancellationToken);

    public void Dispose()
    {
        lock (_lock)
            _isOver = true;
        _timer.Dispose();
    }
}
