using Pipeline.Scanner;

namespace Pipeline.Tests.Unit.Scanner;

public sealed class PolledMinutesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reads_each_minute_once_with_the_one_before_it()
    {
        Assert.Equal(Noon.AddMinutes(-8), PolledMinutes.Next(null, Noon.AddMinutes(-5), Noon));
        Assert.Null(PolledMinutes.Next(Noon, Noon.AddMinutes(-5), Noon));
        Assert.Equal(Noon.AddMinutes(-1), PolledMinutes.Next(Noon, Noon.AddMinutes(-5), Noon.AddMinutes(1)));
    }

    [Fact]
    public void Begins_afresh_when_the_clock_was_set_far_back_and_waits_when_it_was_set_a_little()
    {
        Assert.Null(PolledMinutes.Next(Noon, Noon, Noon.AddMinutes(-1)));
        Assert.Equal(Noon.AddMinutes(-23), PolledMinutes.Next(Noon, Noon, Noon.AddMinutes(-20)));
    }
}
