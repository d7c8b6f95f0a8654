using Pipeline.Contracts.Control;
using Pipeline.Hosting.Stages;
using Pipeline.Scanner;

namespace Pipeline.Tests.Unit.Scanner;

public sealed class FeedHealthTests
{
    private readonly StageReadiness _readiness = new();
    private readonly FeedHealth _health;

    public FeedHealthTests()
    {
        _health = new FeedHealth(_readiness);
        _health.Expect(FeedKind.Stocks);
        _health.Expect(FeedKind.Pairs);
    }

    [Fact]
    public void Is_ready_once_every_feed_has_brought_its_data()
    {
        _health.Well(FeedKind.Pairs);
        Assert.Equal(ProcessHealth.Starting, _readiness.Now.Health);
        _health.Well(FeedKind.Stocks);
        Assert.Equal((ProcessHealth.Ready, null), (_readiness.Now.Health, _readiness.Now.Detail));
    }

    [Fact]
    public void Is_unhealthy_while_one_feed_is_ill_whatever_the_other_says()
    {
        _health.Ill(FeedKind.Pairs, "lost");
        _health.Well(FeedKind.Stocks);
        Assert.Equal((ProcessHealth.Unhealthy, "lost"), (_readiness.Now.Health, _readiness.Now.Detail));
        _health.Well(FeedKind.Pairs);
        Assert.Equal(ProcessHealth.Ready, _readiness.Now.Health);
    }

    [Fact]
    public void Tells_what_is_not_as_usual_of_any_feed()
    {
        _health.Well(FeedKind.Stocks);
        _health.Well(FeedKind.Pairs, "polling");
        Assert.Equal((ProcessHealth.Ready, "polling"), (_readiness.Now.Health, _readiness.Now.Detail));
    }
}
