using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Entries;

public class BracketPricesTests
{
    [Fact]
    public void Every_price_lies_on_a_tick_and_at_the_venues_distance()
    {
        var property = Prop.ForAll(Gen.Choose(1, 20_000_000).Select(units => units / 10_000m).ToArbitrary(), price =>
        {
            var ask = new Price(price);
            if (BracketPrices.For(ask, ask, new EntryLimits()) is not { } prices)
                return price < 0.03m;
            return OnTick(prices.Limit) && OnTick(prices.Stop) && OnTick(prices.TakeProfit)
                && prices.Stop.Value <= prices.Limit.Value - 0.01m
                && prices.TakeProfit.Value >= prices.Limit.Value + 0.01m
                && prices.Limit.Value <= price * 1.005m;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), property);
    }

    [Fact]
    public void Refuses_a_price_that_leaves_no_room_for_a_stop() =>
        Assert.Null(BracketPrices.For(new Price(0.015m), new Price(0.015m), new EntryLimits()));

    [Fact]
    public void The_limit_never_exceeds_the_cap_over_the_signals_close() =>
        Assert.Equal(new Price(100.50m), BracketPrices.For(new Price(100.49m), new Price(100m), new EntryLimits())!.Limit);

    private static bool OnTick(Price price) => decimal.Round(price.Value, price.Value >= 1 ? 2 : 4) == price.Value;
}
