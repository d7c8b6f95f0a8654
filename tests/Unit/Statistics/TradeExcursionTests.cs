using Pipeline.Contracts.Values;
using Pipeline.Domain.Statistics;
using Pipeline.Tests.Unit.Contracts;

namespace Pipeline.Tests.Unit.Statistics;

public sealed class TradeExcursionTests
{
    // Ten shares bought at 100.
    [Theory]
    [InlineData(103, 99, 101.5, 30, 10, 15)]
    [InlineData(101, 99, 98, 10, 20, 30)]
    [InlineData(101, 99, 104, 40, 10, 0)]
    [InlineData(99.5, 99, 99.25, 0, 10, 7.5)]
    public void Peak_trough_and_exit_say_how_far_it_went_and_what_was_given_back(decimal peak, decimal trough, decimal exit, decimal favourable, decimal adverse, decimal givenBack) =>
        Assert.Equal(new TradeExcursion(favourable, adverse, givenBack), Of(exit, new Price(peak), new Price(trough)));

    [Fact]
    public void A_mean_price_of_many_decimals_leaves_none_of_its_rounding_in_the_dollars() => Assert.Equal(
        new TradeExcursion(1.08m, 17.84m, 18.92m),
        TradeExcursion.Of(
            SampleLedger.Trade with { Quantity = new Shares(43), EntryPrice = new Price(45.51488372093m), ExitPrice = new Price(45.1m), Profit = new Money(-17.84m) }, new Price(45.54m), new Price(45.2m)));

    [Fact]
    public void What_was_not_noted_is_not_known() =>
        Assert.Equal(new TradeExcursion(30, null, 15), Of(101.5m, new Price(103), trough: null));

    [Fact]
    public void At_a_price_that_nobody_told_nothing_is_known() =>
        Assert.Equal(TradeExcursion.Unknown, TradeExcursion.Of(SampleLedger.Trade with { PriceUnknown = true }, new Price(103), new Price(99)));

    [Fact]
    public void The_mean_is_over_those_that_have_the_figure()
    {
        Assert.Equal(new TradeExcursion(20, 10, 5), TradeExcursion.Mean([new TradeExcursion(30, 10, 15), new TradeExcursion(10, null, -5), TradeExcursion.Unknown]));
        Assert.Equal(TradeExcursion.Unknown, TradeExcursion.Mean([]));
    }

    private static TradeExcursion Of(decimal exit, Price? peak, Price? trough) => TradeExcursion.Of(
        SampleLedger.Trade with { Quantity = new Shares(10), EntryPrice = new Price(100), ExitPrice = new Price(exit), Profit = new Money((exit - 100) * 10) }, peak, trough);
}
