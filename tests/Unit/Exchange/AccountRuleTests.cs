using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class AccountRuleTests
{
    public static TheoryData<AccountRestrictions> Blocks() =>
    [
        new AccountRestrictions { TradingBlocked = true },
        new AccountRestrictions { AccountBlocked = true },
        new AccountRestrictions { Status = "ACCOUNT_UPDATED" },
    ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_blocked_account_neither_sends_nor_replaces_and_may_cancel(AccountRestrictions restrictions)
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Limit(Side.Buy, 10m, 90m));

        venue.Venue.Desk.Restrict(restrictions, venue.Now);

        var refusal = venue.Refused(Order(Side.Buy, 1m));
        Assert.Equal((403, 40310000, "account is not authorized to trade"), (refusal.Status, refusal.Code, refusal.Message));
        Assert.Equal(refusal.Message, venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 91m }, venue.Now).Refusal!.Message);
        Assert.Null(venue.Venue.Cancel(order.Id, venue.Now));
        venue.Venue.Desk.Restrict(new AccountRestrictions(), venue.Now);
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Buy, 1m)).Status);
    }

    [Fact]
    public void A_restricted_account_may_only_reduce_its_positions()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        venue.Venue.Desk.Restrict(new AccountRestrictions { LiquidationOnly = true }, venue.Now);

        Assert.Equal("account is restricted to liquidation only", venue.Refused(Order(Side.Buy, 1m)).Message);
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Sell, 10m)).Status);
    }

    [Fact]
    public void A_position_above_six_times_the_equity_restricts_to_closing()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 3_990m));
        venue.Trade(76m);
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Sell, 1m)).Status);
        Assert.True(venue.Venue.Figures(venue.Now).IsOverexposed);

        Assert.Equal("account is restricted to liquidation only", venue.Refused(Order(Side.Buy, 1m) with { Symbol = "BBB" }).Message);
    }

    [Theory]
    [InlineData(1, 100_000, 100_000)]
    [InlineData(2, 200_000, 200_000)]
    [InlineData(4, 400_000, 200_000)]
    public void Buying_power_follows_the_multiplier(int multiplier, int power, int overnight)
    {
        var venue = new VenueUnderTest();
        venue.Venue.Configure(new AccountConfiguration { MaxMarginMultiplier = multiplier }, venue.Now);

        var figures = venue.Venue.Figures(venue.Now);

        Assert.Equal((multiplier, power, overnight, 100_000m), (figures.Multiplier, figures.BuyingPower, figures.RegulationTBuyingPower, figures.NonMarginableBuyingPower));
    }

    [Fact]
    public void The_venue_may_grant_less_margin_than_the_account_asks_for()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Desk.Restrict(new AccountRestrictions { MaxMultiplier = 2 }, venue.Now);

        Assert.Equal((2, 200_000m), (venue.Venue.Figures(venue.Now).Multiplier, venue.Venue.Figures(venue.Now).BuyingPower));
        Assert.NotNull(venue.Venue.Desk.Restrict(new AccountRestrictions { MaxMultiplier = 3 }, venue.Now));
    }

    [Fact]
    public void A_small_account_has_no_margin_and_may_not_short()
    {
        var venue = new VenueUnderTest(cash: 1_999m);

        Assert.Equal(1, venue.Venue.Figures(venue.Now).Multiplier);
        Assert.Equal("account is not allowed to short", venue.Refused(Order(Side.Sell, 1m)).Message);
    }

    [Fact]
    public void The_venue_may_forbid_shorting_and_nothing_hard_to_borrow_is_sold_short()
    {
        var venue = new VenueUnderTest();
        Assert.Equal("asset \"HARD\" cannot be sold short", venue.Refused(Order(Side.Sell, 1m) with { Symbol = "HARD" }).Message);

        venue.Venue.Desk.Restrict(new AccountRestrictions { ShortingAllowed = false }, venue.Now);

        Assert.Equal("account is not allowed to short", venue.Refused(Order(Side.Sell, 1m)).Message);
    }

    [Fact]
    public void Hard_to_borrow_takes_day_orders_only_even_to_protect_a_long()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m) with { Symbol = "HARD" });

        var refusal = venue.Refused(Stop(Side.Sell, 10m, 95m, TimeInForce.Gtc) with { Symbol = "HARD" });

        Assert.Equal("only day orders are allowed for hard-to-borrow asset \"HARD\"", refusal.Message);
        Assert.Equal(OrderStatus.New, venue.Send(Stop(Side.Sell, 10m, 95m) with { Symbol = "HARD" }).Status);
    }

    [Fact]
    public void Short_sales_that_wait_for_the_open_go_when_the_stock_turns_hard_to_borrow()
    {
        var venue = new VenueUnderTest();
        var sale = venue.Send(Limit(Side.Sell, 10m, 120m, TimeInForce.Gtc));
        venue.At(21, 0);

        venue.Venue.Desk.Change("AAA", new AssetFlags { EasyToBorrow = false }, venue.Now);
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderStatus.Canceled, venue.Get(sale).Status);
    }

    [Fact]
    public void A_stock_without_margin_is_bought_with_cash_alone()
    {
        var venue = new VenueUnderTest();

        Assert.Equal("100000", venue.Refused(Limit(Side.Buy, 1_001m, 100m) with { Symbol = "CASH" }).Details["buying_power"]);
        Assert.Equal(OrderStatus.New, venue.Send(Limit(Side.Buy, 1_001m, 99m)).Status);
    }

    [Fact]
    public void The_old_day_trader_rule_refuses_the_fourth_round_trip_in_five_days_of_a_small_account()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PatternDayTrader = true, MaxSlippageBasisPoints = 0m }, cash: 20_000m);
        for (var trade = 0; trade < 3; trade++)
        {
            venue.Send(Order(Side.Buy, 10m));
            venue.Send(Order(Side.Sell, 10m));
        }

        venue.Send(Order(Side.Buy, 10m));
        var refusal = venue.Refused(Order(Side.Sell, 10m));
        Assert.Equal((403, 40310100, "trade denied due to pattern day trading protection"), (refusal.Status, refusal.Code, refusal.Message));

        venue.At(NewYork.At(new DateOnly(2026, 1, 6), new TimeOnly(10, 0)));
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Sell, 10m)).Status);
    }

    [Fact]
    public void Day_trades_do_not_matter_since_the_rule_is_gone()
    {
        var venue = new VenueUnderTest(cash: 20_000m);
        for (var trade = 0; trade < 5; trade++)
        {
            venue.Send(Order(Side.Buy, 10m));
            Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Sell, 10m)).Status);
        }
    }

    [Fact]
    public void A_sale_by_dollars_holds_its_shares_and_never_sells_more()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 1.5m));
        venue.Send(Limit(Side.Sell, 1m, 120m) with { Quantity = null, Notional = 100m });

        var refusal = venue.Refused(Order(Side.Sell, 1m) with { Quantity = null, Notional = 100m });

        Assert.StartsWith("insufficient qty available for order", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1.00010001", refusal.Details["held_for_orders"]);
    }
}
