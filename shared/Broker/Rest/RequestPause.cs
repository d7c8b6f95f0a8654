namespace Pipeline.Broker.Rest;

/// <summary>Times in which this process asks nothing. Measured by the machine's steady clock: a wall clock that is set back must not lengthen a pause.</summary>
internal sealed class RequestPause(TimeProvider time)
{
    /// <summary>Whatever a venue or a wrong clock says, nobody waits longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>An exit asks again after this at the latest: a refused request costs nothing but itself.</summary>
    public static readonly TimeSpan LongestForExits = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _closedUntil;
    private TimeSpan _closedForExitsUntil;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Closes the way; a longer pause under way stays.</summary>
    /// <param name="exitsToo">False when only what can wait is held back.</param>
    /// <returns>The pause that was taken.</returns>
    public TimeSpan Close(TimeSpan pause, bool exitsToo)
    {
        pause = pause < Shortest ? Shortest : pause > Longest ? Longest : pause;
        lock (_lock)
        {
            _closedUntil = Later(_closedUntil, Now + pause);
            if (exitsToo)
                _closedForExitsUntil = Later(_closedForExitsUntil, Now + (pause < LongestForExits ? pause : LongestForExits));
        }

        return pause;
    }

    /// <summary>What is left of the pause; null when the way is open.</summary>
    public TimeSpan? LeftFor(RequestUrgency urgency)
    {
        lock (_lock)
        {
            var left = (urgency == RequestUrgency.Exiting ? _closedForExitsUntil : _closedUntil) - Now;
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
