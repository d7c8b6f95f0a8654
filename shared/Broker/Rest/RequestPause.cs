namespace Pipeline.Broker.Rest;

/// <summary>Times in which this process asks nothing. Measured by the machine's steady clock: a wall clock that is set back must not lengthen a pause.</summary>
internal sealed class RequestPause(TimeProvider time)
{
    /// <summary>Whatever a venue or a wrong clock says, nobody waits longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>An exit, and what is read for one, asks again after this at the latest: a refused request costs nothing but itself.</summary>
    public static readonly TimeSpan LongestForExits = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _closedUntil;
    private TimeSpan _closedForExitsUntil;
    private TimeSpan _closedForProtectingUntil;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Closes the way; a longer pause under way stays.</summary>
    /// <param name="pause">How long; at most <see cref="Longest"/>, and <see cref="LongestForExits"/> for what protects.</param>
    /// <param name="exitsToo">False when only what can wait is held back.</param>
    /// <returns>The pause that was taken.</returns>
    public TimeSpan Close(TimeSpan pause, bool exitsToo)
    {
        pause = pause < Shortest ? Shortest : pause > Longest ? Longest : pause;
        var shorter = CutFor(RequestUrgency.Exiting, pause);
        lock (_lock)
        {
            _closedUntil = Later(_closedUntil, Now + pause);
            _closedForProtectingUntil = Later(_closedForProtectingUntil, Now + shorter);
            if (exitsToo)
                _closedForExitsUntil = Later(_closedForExitsUntil, Now + shorter);
        }

        return pause;
    }

    /// <summary>The pause that such a request keeps when the venue names this one.</summary>
    public static TimeSpan CutFor(RequestUrgency urgency, TimeSpan pause) =>
        urgency is RequestUrgency.Exiting or RequestUrgency.Protecting && pause > LongestForExits ? LongestForExits : pause;

    /// <summary>What is left of the pause; null when the way is open.</summary>
    public TimeSpan? LeftFor(RequestUrgency urgency)
    {
        lock (_lock)
        {
            var closedUntil = urgency switch
            {
                RequestUrgency.Exiting => _closedForExitsUntil,
                RequestUrgency.Protecting => _closedForProtectingUntil,
                _ => _closedUntil,
            };
            var left = closedUntil - Now;
            return left > TimeSpan.Zero ? left : null;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
