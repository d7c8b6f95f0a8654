using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class ExitTests
{
    [Fact]
    public void The_take_profit_leg_goes_to_a_marketable_price_while_the_stop_stays()
    {
        var step = Assert.IsType<NextStep.MakeMarketable>(Some.Next(Some.Exit(), Some.View(100, bid: 101.33m, orders: Some.LiveBracket())));
        Assert.Equal("tp", step.Order.VenueOrderId);
        // 101.33 * 0.997 = 101.02601, down to the cent.
        Assert.Equal(new Price(101.02m), step.Limit);
    }

    [Fact]
    public void A_marketable_limit_waits_for_its_fill()
    {
        var bracket = Some.Entry(legs: [Some.TakeProfit(limit: 99.7m), Some.Stop(status: OrderStatus.Held)]);
        Assert.Equal(WaitFor.Fill, Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(), Some.View(100, orders: bracket))).For);
    }

    [Fact]
    public void A_limit_that_the_market_left_is_priced_anew_but_not_within_a_second()
    {
        var view = Some.View(100, bid: 99, orders: Some.Entry(legs: [Some.TakeProfit(limit: 99.7m), Some.Stop(status: OrderStatus.Held)]));
        Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(), view, new Progress { RepricedAt = Some.Now.AddSeconds(-0.5) }));
        Assert.IsType<NextStep.MakeMarketable>(Some.Next(Some.Exit(), view, new Progress { RepricedAt = Some.Now.AddSeconds(-1) }));
    }

    [Fact]
    public void The_limit_stays_above_the_stop_beside_it()
    {
        var step = Assert.IsType<NextStep.MakeMarketable>(Some.Next(Some.Exit(), Some.View(100, bid: 95.1m, orders: Some.LiveBracket())));
        Assert.Equal(new Price(95.01m), step.Limit);
        Assert.Equal(WaitFor.Fill, Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(), Some.View(100, bid: 95, orders: Some.LiveBracket()))).For);
    }

    [Fact]
    public void A_lone_stop_is_canceled_and_only_once_it_has_ended_the_shares_are_sold()
    {
        var wanted = Some.Exit();
        Assert.IsType<NextStep.Cancel>(Some.Next(wanted, Some.View(100, orders: [Some.Entry(), Some.Stop()])));
        Assert.IsType<NextStep.Wait>(Some.Next(wanted, Some.View(100, orders: [Some.Entry(), Some.Stop(status: OrderStatus.PendingCancel)])));
        Assert.IsType<NextStep.Wait>(Some.Next(wanted, Some.View(100, available: 0, orders: [Some.Entry(), Some.Stop(status: OrderStatus.Canceled)])));
        var sell = Some.Next(wanted, Some.View(100, orders: [Some.Entry(), Some.Stop(status: OrderStatus.Canceled)]));
        Assert.Equal(new NextStep.SellLimit(new Shares(100), new Price(99.7m)), sell);
    }

    [Fact]
    public void Past_the_deadline_everything_is_canceled_then_sold_at_market()
    {
        var late = Some.Exit(secondsToDeadline: 0);
        var cancel = Assert.IsType<NextStep.Cancel>(Some.Next(late, Some.View(100, orders: Some.LiveBracket())));
        Assert.Equal(("tp", CancelCause.Exit), (cancel.Order.VenueOrderId, cancel.Why));
        var ended = Some.Entry(legs: [Some.TakeProfit(status: OrderStatus.Canceled), Some.Stop(status: OrderStatus.Canceled)]);
        Assert.Equal(new NextStep.SellMarket(new Shares(100)), Some.Next(late, Some.View(100, orders: ended)));
    }

    [Fact]
    public void After_a_partial_exit_only_the_rest_is_sold()
    {
        var ended = Some.Entry(legs: [Some.Order("tp", OrderType.Limit, OrderStatus.Canceled, 100, 35, limit: 99)]);
        Assert.Equal(new NextStep.SellMarket(new Shares(65)), Some.Next(Some.Exit(secondsToDeadline: 0), Some.View(65, orders: ended)));
    }

    [Fact]
    public void A_working_market_order_is_waited_for_not_doubled()
    {
        var market = Some.Order("market", OrderType.Market, OrderStatus.New);
        var step = Some.Next(Some.Exit(secondsToDeadline: 0), Some.View(100, orders: [Some.Entry(), market]));
        Assert.Equal(WaitFor.Fill, Assert.IsType<NextStep.Wait>(step).For);
    }

    [Fact]
    public void Limits_refused_twice_give_way_to_the_market()
    {
        Assert.IsType<NextStep.Cancel>(Some.Next(Some.Exit(), Some.View(100, orders: Some.LiveBracket()), new Progress { LimitRefusals = 2 }));
        Assert.IsType<NextStep.SellMarket>(Some.Next(Some.Exit(), Some.View(100, orders: Some.Entry()), new Progress { LimitRefusals = 2 }));
    }

    [Fact]
    public void Without_a_price_the_exit_waits_for_one_until_its_deadline()
    {
        Assert.Equal(WaitFor.Quote, Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(), Some.View(100, bid: null, orders: Some.LiveBracket()))).For);
        Assert.IsType<NextStep.SellMarket>(Some.Next(Some.Exit(secondsToDeadline: 0), Some.View(100, bid: null, orders: Some.Entry())));
    }

    [Fact]
    public void A_stop_refused_twice_becomes_an_emergency_exit()
    {
        var progress = new Progress { StopRefusals = 2 };
        Assert.Equal(new NextStep.EmergencyExit(new Shares(100)), Some.Next(Some.Protect(), Some.View(100, bid: 90, orders: Some.Entry()), progress));
    }

    [Theory]
    [InlineData(0, 90d, false)]
    [InlineData(1, 90d, true)]
    [InlineData(1, 98d, true)]
    [InlineData(1, 98.01, false)]
    [InlineData(1, null, false)]
    public void A_stop_refused_once_is_enough_where_the_bid_has_reached_it(int refusals, double? bid, bool leaves)
    {
        var wanted = Some.Protect(stop: 98);
        var step = Some.Next(wanted, Some.View(100, bid: (decimal?)bid, orders: Some.Entry()), new Progress { StopRefusals = refusals });
        Assert.Equal(leaves, step is NextStep.EmergencyExit);
    }

    [Fact]
    public void A_stop_that_rests_below_the_bid_is_not_left_for_a_higher_one_that_was_refused_once()
    {
        var resting = Some.View(100, bid: 97.5m, orders: [Some.Entry(), Some.Stop(price: 97)]);
        Assert.IsNotType<NextStep.EmergencyExit>(Some.Next(Some.Protect(stop: 98), resting, new Progress { StopRefusals = 1 }));
    }

    [Fact]
    public void An_emergency_exit_refused_twice_becomes_a_wide_stop_and_is_tried_again_later()
    {
        var progress = new Progress { StopRefusals = 2, MarketRefusals = 2, MarketAgainAt = Some.Now.AddSeconds(30) };
        var wide = Assert.IsType<NextStep.WideEmergencyStop>(Some.Next(Some.Protect(), Some.View(100, bid: 90, orders: Some.Entry()), progress));
        // 90 * 0.95
        Assert.Equal(new Price(85.5m), wide.Stop);
        var resting = Some.View(100, bid: 90, orders: [Some.Entry(), Some.Stop(price: 85.5m)]);
        Assert.Equal(WaitFor.Retry, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), resting, progress)).For);
        Assert.IsType<NextStep.Cancel>(Some.Next(Some.Protect(), resting, progress with { MarketAgainAt = Some.Now }));
    }

    [Fact]
    public void Shares_that_the_ledger_counts_to_another_trade_are_not_sold()
    {
        var step = Some.Next(Some.Exit(0, secondsToDeadline: 0), Some.View(100, orders: Some.Entry()), readings: 5);
        Assert.Equal(WaitFor.Ledger, Assert.IsType<NextStep.Wait>(step).For);
    }
}
