using Pipeline.Broker.Streams;

namespace Pipeline.Tests.Unit.Broker;

public sealed class ReconnectDelayTests
{
    private static readonly StreamLostException Loss = new("gone");

    [Fact]
    public void Grows_from_a_fifth_of_a_second_to_half_a_minute_and_stays_random()
    {
        var delays = new ReconnectDelay(TimeSpan.FromSeconds(95), new Random(1));
        var bound = 0.2;
        for (var attempt = 0; attempt < 40; attempt++)
        {
            bound = Math.Min(30, bound * 2);
            Assert.InRange(delays.After(Loss, TimeSpan.Zero).TotalSeconds, 0.2, bound);
        }

        Assert.True(Enumerable.Range(0, 20).Select(_ => delays.After(Loss, TimeSpan.Zero)).Distinct().Count() > 15);
    }

    [Fact]
    public void Begins_anew_after_a_connection_that_lived()
    {
        var delays = new ReconnectDelay(TimeSpan.FromSeconds(95), new Random(1));
        for (var attempt = 0; attempt < 20; attempt++)
            delays.After(Loss, TimeSpan.Zero);
        Assert.InRange(delays.After(Loss, ReconnectDelay.GoodLife).TotalSeconds, 0.2, 0.4);
    }

    [Fact]
    public void Waits_out_a_connection_that_still_holds_the_slot() =>
        Assert.InRange(
            new ReconnectDelay(new Pipeline.Broker.VenueOptions().StreamLimitPause, new Random(1)).After(new StreamLostException("406", connectionLimit: true), TimeSpan.Zero).TotalSeconds, 90, 130);
}
