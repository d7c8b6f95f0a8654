using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.Unit.Broker;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class WakefulnessTests
{
    private readonly StoppedTime _time = new(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Who_looks_often_has_been_awake_since_the_beginning()
    {
        var wakefulness = new Wakefulness(_time);
        for (var look = 0; look < 20; look++)
        {
            _time.Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(TimeSpan.FromSeconds(look + 1), wakefulness.AwakeFor());
        }
    }

    [Fact]
    public void Who_has_not_looked_for_more_than_a_second_has_just_woken()
    {
        var wakefulness = new Wakefulness(_time);
        _time.Pass(TimeSpan.FromSeconds(1));
        wakefulness.AwakeFor();
        _time.Pass(TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.Zero, wakefulness.AwakeFor());
        _time.Pass(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), wakefulness.AwakeFor());
    }
}
