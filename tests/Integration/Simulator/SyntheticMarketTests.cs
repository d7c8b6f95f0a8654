using Pipeline.Exchange;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Markets.Synthetic;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class SyntheticMarketTests
{
    private static readonly DateTimeOffset Open = NewYork.At(new DateOnly(2026, 1, 5), new TimeOnly(9, 30));

    [Fact]
    public void Gives_the_same_bars_for_the_same_seed_whatever_else_was_asked_and_other_bars_for_another()
    {
        var asked = new SyntheticMarket(1, 360);
        foreach (var asset in asked.Assets.Reverse().Take(50)) asked.TickAt(asset.Symbol, Open.AddHours(2));
        var symbol = asked.Assets[3].Symbol;

        Assert.Equal(Day(new SyntheticMarket(1, 20), symbol), Day(asked, symbol));
        Assert.NotEqual(Day(new SyntheticMarket(2, 360), symbol), Day(asked, symbol));
    }

    [Fact]
    public void Ticks_lie_within_their_bar_and_between_bid_and_ask()
    {
        var market = new SyntheticMarket(1, 20);
        foreach (var asset in market.Assets)
        {
            for (var second = 0; second < 23_400; second += 7)
            {
                var tick = market.TickAt(asset.Symbol, Open.AddSeconds(second))!;
                var bar = market.BarAt(asset.Symbol, Open.AddMinutes(second / 60));
                Assert.True(tick.Bid <= tick.Last && tick.Last <= tick.Ask && tick.Bid < tick.Ask, $"{asset.Symbol} {tick}");
                Assert.True(bar is null || (tick.Last >= bar.Low && tick.Last <= bar.High), $"{tick} outside {bar}");
            }
        }
    }

    [Fact]
    public void What_never_closes_passes_midnight_without_a_jump()
    {
        var midnight = new DateTimeOffset(2026, 1, 11, 0, 0, 0, TimeSpan.Zero);
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var market = new SyntheticMarket(seed, 1);
            foreach (var pair in CryptoPairs.Assets.Select(asset => asset.Symbol))
                Assert.Equal(market.BarAt(pair, midnight.AddMinutes(-1))!.Close, market.BarAt(pair, midnight)!.Open);
        }
    }

    [Fact]
    public void Begins_about_three_bursts_in_two_minutes_over_360_stocks()
    {
        var bursts = Enumerable.Range(0, 360).Sum(stock => Enumerable.Range(0, 36).Count(slot => Burst.InSlot((ulong)stock, slot) is not null));

        Assert.InRange(bursts / 390.0, 1.0, 2.0);
    }

    [Fact]
    public void Names_are_all_different()
    {
        Assert.Equal(Tickers.Limit, Tickers.First(Tickers.Limit).Distinct().Count());
    }

    private static IReadOnlyList<MinuteBar> Day(SyntheticMarket market, string symbol) => [.. market.Bars(symbol, Open, Open.AddHours(7))];
}
