using FsCheck;
using FsCheck.Fluent;
using Pipeline.Hosting.Clocks;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>Timers of one process tick together.</summary>
public sealed class GatheredTimeTests
{
    private static readonly Arbitrary<int> Moments = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void What_is_repeated_ticks_on_a_common_grid_and_never_later_than_asked() => Prop.ForAll(Moments, Gen.Elements(50, 100, 200, 250, 400, 500, 1000, 2000, 5000).ToArbitrary(), (moment, every) =>
    {
        var (now, period) = (TimeSpan.FromMilliseconds(moment), TimeSpan.FromMilliseconds(every));
        var due = GatheredTime.Due(now, period, period);
        Assert.InRange(due, TimeSpan.FromTicks(1), period);
        Assert.Equal(0, (now + due).TotalMilliseconds % Math.Min(every, 1000));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_happens_once_or_begins_at_once_is_left_as_it_is() => Prop.ForAll(Moments, moment =>
    {
        var (now, second) = (TimeSpan.FromMilliseconds(moment), TimeSpan.FromSeconds(1));
        Assert.Equal(second, GatheredTime.Due(now, second, Timeout.InfiniteTimeSpan));
        Assert.Equal(Timeout.InfiniteTimeSpan, GatheredTime.Due(now, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.Zero, GatheredTime.Due(now, TimeSpan.Zero, second));
        Assert.Equal(second / 2, GatheredTime.Due(now, second / 2, second));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Its_timers_tick_change_and_end()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), new GatheredTime());
        timer.Period = TimeSpan.FromMilliseconds(5);
        Assert.True(await timer.WaitForNextTickAsync());
        timer.Dispose();
        Assert.False(await timer.WaitForNextTickAsync());
    }

    [Fact]
    public async Task One_that_begins_once_more_after_all_have_ended_ticks_too()
    {
        var time = new GatheredTime();
        for (var again = 0; again < 20; again++)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2), time);
            Assert.True(await timer.WaitForNextTickAsync().AsTask().InTime("a tick"));
        }
    }

    [Fact]
    public async Task Its_end_waits_for_the_tick_that_has_begun_and_no_other_begins()
    {
        using var goOn = new ManualResetEventSlim();
        var (ticks, begun) = (0, new TaskCompletionSource());
        var timer = new GatheredTime().CreateTimer(
            _ =>
            {
                Interlocked.Increment(ref ticks);
                begun.TrySetResult();
                goOn.Wait();
            },
            null,
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromDays(1));
        await begun.Task.InTime("a tick");
        var ending = timer.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));

        goOn.Set();
        await ending.InTime("the end of its tick");
        Assert.Equal(1, ticks);
    }

    [Fact]
    public async Task One_that_is_held_back_does_not_hold_back_another()
    {
        using var goOn = new ManualResetEventSlim();
        var time = new GatheredTime();
        var begun = new TaskCompletionSource();
        await using var slow = time.CreateTimer(
            _ =>
            {
                begun.TrySetResult();
                goOn.Wait();
            },
            null,
            TimeSpan.Zero,
            TimeSpan.FromDays(1));
        await begun.Task.InTime("a tick");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), time);
        Assert.True(await timer.WaitForNextTickAsync().AsTask().InTime("the other's tick"));
        goOn.Set();
    }
}
