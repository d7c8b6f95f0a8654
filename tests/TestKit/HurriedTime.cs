namespace Pipeline.Tests.TestKit;

/// <summary>Time in which every wait is over a hundred times sooner: for what ends by its own patience.</summary>
public sealed class HurriedTime : TimeProvider
{
    private const int Times = 100;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Sooner(dueTime), Sooner(period));

    private static TimeSpan Sooner(TimeSpan wait) => wait == Timeout.InfiniteTimeSpan ? wait : wait / Times;
}
