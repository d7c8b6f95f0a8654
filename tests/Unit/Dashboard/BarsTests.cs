using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Dashboard.History;

namespace Pipeline.Tests.Unit.Dashboard;

public sealed class BarsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public void As_many_as_a_picture_shows_are_left_alone()
    {
        var bars = Some(Bars.Most);

        Assert.Equal((bars, 1), Bars.Summed(bars));
    }

    [Fact]
    public void More_are_summed_up_without_losing_an_extreme_or_a_share()
    {
        var bars = Some(Bars.Most + 1);

        var (summed, each) = Bars.Summed(bars);

        Assert.Equal((2, 201), (each, summed.Count));
        Assert.Equal((bars[0].Open, bars[1].Close, bars[1].High, bars[0].Low), (summed[0].Open, summed[0].Close, summed[0].High, summed[0].Low));
        Assert.Equal(bars.Sum(bar => bar.Volume.Value), summed.Sum(bar => bar.Volume.Value));
        Assert.Equal(bars[^1], summed[^1]);
    }

    private static IReadOnlyList<BarValues> Some(int count) =>
    [
        .. Enumerable.Range(1, count).Select(n => new BarValues
        {
            Start = Start.AddMinutes(n), Open = new Price(n), High = new Price(n + 2), Low = new Price(n), Close = new Price(n + 1), Volume = new Shares(n),
        }),
    ];
}
