using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Risk;

public class PositionSizingTests
{
    private static readonly Money Equity = new(50_000m);

    [Theory]
    [InlineData(2_000, 100, 20)]
    [InlineData(2_000, 100.01, 19)]
    [InlineData(99, 100, 0)]
    public void A_fixed_notional_buys_whole_shares_and_rounds_down(decimal notional, decimal limit, decimal expected)
    {
        var limits = new EntryLimits { Sizing = SizingRule.FixedNotional, FixedNotional = new Money(notional) };
        Assert.Equal(new Shares(expected), PositionSizing.Wanted(limits, Equity, new Price(limit), new Price(limit - 1)));
    }

    [Fact]
    public void Risk_per_trade_loses_at_most_that_fraction_of_equity_at_the_stop()
    {
        var limits = new EntryLimits { Sizing = SizingRule.RiskPerTrade, RiskPerTrade = 0.001m, MaxNotional = new Money(1_000_000m) };

        // 50,000 x 0.001 = 50 dollars at risk; 1.20 a share: 41 shares.
        Assert.Equal(new Shares(41), PositionSizing.Wanted(limits, Equity, new Price(100m), new Price(98.80m)));
    }

    [Theory]
    [InlineData(SizingRule.FixedNotional)]
    [InlineData(SizingRule.RiskPerTrade)]
    public void No_sizing_exceeds_the_most_one_entry_may_cost(SizingRule rule)
    {
        var limits = new EntryLimits { Sizing = rule, FixedNotional = new Money(9_000m), RiskPerTrade = 0.5m, MaxNotional = new Money(1_050m) };
        Assert.Equal(new Shares(10), PositionSizing.Wanted(limits, Equity, new Price(100m), new Price(99m)));
    }
}
