using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Scanner;

namespace Pipeline.Tests.Unit.Scanner;

public sealed class HeldBackTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Symbol Apple = new("AAPL");

    [Fact]
    public void Gives_back_each_bar_once_in_order_of_time_with_those_that_were_read()
    {
        var held = new HeldBack();
        held.Add(Apple, Bar(3));
        held.Add(Apple, Bar(1));
        var all = held.Release([(Apple, Bar(0)), (Apple, Bar(2)), (Apple, Bar(3))]);
        Assert.Equal([0, 1, 2, 3], all.Select(found => (found.Bar.Start - Noon).TotalMinutes));
        Assert.Empty(held.Release([]));
    }

    [Fact]
    public void What_was_dropped_beyond_the_bound_must_be_in_the_reading()
    {
        var held = new HeldBack(most: 1);
        held.Add(Apple, Bar(0));
        Assert.True(held.Continues(Noon));
        held.Add(Apple, Bar(1));
        Assert.False(held.Continues(Noon));
        Assert.True(held.Continues(Noon.AddMinutes(1)));
        Assert.Equal(Noon.AddMinutes(1), Assert.Single(held.Release([])).Bar.Start);
    }

    private static BarValues Bar(int minute) => new()
    {
        Start = Noon.AddMinutes(minute),
        Open = new Price(10),
        High = new Price(10),
        Low = new Price(10),
        Close = new Price(10),
        Volume = new Shares(100),
    };
}
