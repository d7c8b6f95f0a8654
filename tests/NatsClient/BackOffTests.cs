using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class BackOffTests
{
    private static readonly NatsOpts Opts = new()
    {
        ReconnectWaitMin = TimeSpan.FromMilliseconds(100),
        ReconnectWaitMax = TimeSpan.FromMilliseconds(1500),
        ReconnectJitter = TimeSpan.FromMilliseconds(40),
    };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(4, 800)]
    [InlineData(5, 1500)]
    [InlineData(1_000_000, 1500)]
    public void The_wait_doubles_from_the_least_to_the_longest(int failures, double milliseconds) =>
        Assert.Equal(milliseconds, BackOff.WaitAfter(Opts, failures, TimeSpan.MaxValue, chance: 0).TotalMilliseconds);

    [Theory]
    [InlineData(0, 100)]
    [InlineData(70, 30)]
    [InlineData(100, 0)]
    public void A_connection_that_did_not_last_is_followed_by_the_rest_of_the_least_wait(double lived, double milliseconds) =>
        Assert.Equal(milliseconds, BackOff.WaitAfter(Opts, 0, TimeSpan.FromMilliseconds(lived), chance: 0).TotalMilliseconds);

    [Fact]
    public void Times_beyond_all_measure_are_waits_too()
    {
        var endless = new NatsOpts { ReconnectWaitMin = TimeSpan.MaxValue, ReconnectWaitMax = TimeSpan.MaxValue, ReconnectJitter = TimeSpan.MaxValue };
        Assert.InRange(BackOff.WaitAfter(endless, 1000, TimeSpan.Zero, chance: 1).TotalDays, 20, 49);
        var negative = new NatsOpts { ReconnectWaitMin = TimeSpan.MinValue, ReconnectWaitMax = TimeSpan.MinValue, ReconnectJitter = TimeSpan.Zero };
        Assert.Equal(TimeSpan.Zero, BackOff.WaitAfter(negative, 3, TimeSpan.Zero, chance: 1));
    }

    [Fact]
    public void Chance_adds_up_to_the_jitter_to_every_wait()
    {
        Assert.Equal(40, BackOff.WaitAfter(Opts, 0, TimeSpan.MaxValue, chance: 1).TotalMilliseconds);
        Assert.Equal(1520, BackOff.WaitAfter(Opts, 50, TimeSpan.MaxValue, chance: 0.5).TotalMilliseconds);
    }
}
