using Pipeline.Hosting.Stages;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>A loop that has nothing to look after is woken seldom, and soon again when it has.</summary>
public sealed class PulseTests
{
    private readonly SetTimers _time = new();

    [Fact]
    public void It_beats_often_until_all_is_calm_and_again_as_soon_as_it_is_not()
    {
        using var pulse = new Pulse(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), _time);
        pulse.IsCalm = false;
        pulse.IsCalm = true;
        pulse.IsCalm = true;
        pulse.IsCalm = false;

        Assert.Equal([0.1, 1, 0.1], _time.Set.Select(period => period.TotalSeconds));
    }

    [Fact]
    public async Task It_ends_when_it_is_disposed()
    {
        var pulse = new Pulse(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeProvider.System);
        var next = pulse.NextAsync(CancellationToken.None);
        pulse.Dispose();
        pulse.IsCalm = !pulse.IsCalm;
        Assert.False(await next);
    }

    /// <summary>Remembers to which period its timers were set.</summary>
    private sealed class SetTimers : TimeProvider
    {
        public List<TimeSpan> Set { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Set.Add(period);
            return new One(this);
        }

        private sealed class One(SetTimers all) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                all.Set.Add(period);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
