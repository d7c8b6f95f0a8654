using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class MatchingTests
{
    [Fact]
    public void A_market_buy_pays_the_ask_and_a_market_sell_gets_the_bid()
    {
        var venue = new VenueUnderTest();

        Assert.Equal(100.01m, venue.Send(Order(Side.Buy, 10m)).AverageFillPrice);
        Assert.Equal(99.99m, venue.Send(Order(Side.Sell, 10m)).AverageFillPrice);
        Assert.Equal(100_000m - 0.20m, venue.State.Ledger.Cash);
        Assert.Equal(-0.20m, venue.State.Ledger.Realized);
    }

    [Fact]
    public void Slippage_never_passes_the_limit()
    {
        var venue = new VenueUnderTest(new MatchingOptions { MaxSlippageBasisPoints = 500m });

        Assert.True(venue.Send(Order(Side.Buy, 10m)).AverageFillPrice > 100.01m);
        Assert.Equal(100.02m, venue.Send(Order(Side.Buy, 10m, OrderType.Limit) with { LimitPrice = 100.02m }).AverageFillPrice);
    }

    [Fact]
    public void A_limit_buy_rests_until_the_ask_comes_down()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Order(Side.Buy, 10m, OrderType.Limit) with { LimitPrice = 99m });
        Assert.Equal(OrderStatus.New, order.Status);

        venue.Trade(98.50m);

        Assert.Equal((OrderStatus.Filled, 98.51m), (venue.Get(order).Status, venue.Get(order).AverageFillPrice));
    }

    [Fact]
    public void A_sell_stop_becomes_a_market_order_when_a_trade_reaches_it()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Order(Side.Sell, 10m, OrderType.Stop) with { StopPrice = 95m });
        venue.Trade(95.01m);
        Assert.Equal(OrderStatus.New, venue.Get(stop).Status);

        venue.Trade(90m);

        Assert.Equal((OrderStatus.Filled, 89.99m), (venue.Get(stop).Status, venue.Get(stop).AverageFillPrice));
    }

    [Fact]
    public void A_buy_stop_pays_at_most_its_collar()
    {
        var venue = new VenueUnderTest();
        var stop = venue.Send(Order(Side.Buy, 10m, OrderType.Stop) with { StopPrice = 102m });

        venue.Trade(110m);
        Assert.Equal((OrderStatus.New, true), (venue.Get(stop).Status, venue.Get(stop).Elected));
        venue.Trade(104m);

        Assert.Equal(104.01m, venue.Get(stop).AverageFillPrice);
    }

    [Fact]
    public void A_stop_limit_that_is_jumped_over_rests_at_its_limit()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Order(Side.Sell, 10m, OrderType.StopLimit) with { StopPrice = 95m, LimitPrice = 94.50m });

        venue.Trade(90m);
        Assert.Equal((OrderStatus.New, true), (venue.Get(stop).Status, venue.Get(stop).Elected));
        venue.Trade(94.60m);

        Assert.Equal(OrderStatus.Filled, venue.Get(stop).Status);
    }

    [Fact]
    public void A_trailing_stop_wider_than_the_price_stands_at_the_least_price_there_is()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));

        var stop = venue.Send(Order(Side.Sell, 10m, OrderType.TrailingStop) with { TrailPrice = 150m });

        Assert.Equal(0.01m, venue.Get(stop).StopPrice);
    }

    [Fact]
    public void A_trailing_stop_follows_up_and_never_down()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Order(Side.Sell, 10m, OrderType.TrailingStop) with { TrailPercent = 2m });
        Assert.Equal((100m, 98m), (stop.HighWaterMark, stop.StopPrice));

        venue.Trade(105m);
        venue.Trade(103m);
        Assert.Equal((105m, 102.90m), (venue.Get(stop).HighWaterMark, venue.Get(stop).StopPrice));
        venue.Trade(102.90m);

        Assert.Equal(OrderStatus.Filled, venue.Get(stop).Status);
    }

    [Fact]
    public void An_immediate_or_cancel_order_keeps_what_it_got()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m });

        var order = venue.Send(Order(Side.Buy, 10m, OrderType.Limit, TimeInForce.Ioc) with { LimitPrice = 101m });

        Assert.Equal(OrderStatus.Canceled, order.Status);
        Assert.InRange(order.FilledQuantity, 1m, 9m);
    }

    [Fact]
    public void A_fill_or_kill_order_fills_completely_or_not_at_all()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1 });

        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Buy, 10m, time: TimeInForce.Fok)).Status);
        var missed = venue.Send(Order(Side.Buy, 10m, OrderType.Limit, TimeInForce.Fok) with { LimitPrice = 99m });
        Assert.Equal((OrderStatus.Canceled, 0m), (missed.Status, missed.FilledQuantity));
    }

    [Fact]
    public void The_rest_of_a_partial_fill_trades_later_and_only_within_its_limit()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.PartialFills = 1;
        venue.Venue.Conduct.RemainderDelay = TimeSpan.FromSeconds(30);
        var order = venue.Send(Order(Side.Buy, 10m, OrderType.Limit) with { LimitPrice = 100.50m });
        Assert.Equal(OrderStatus.PartiallyFilled, order.Status);

        venue.Trade(105m);
        venue.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(OrderStatus.PartiallyFilled, venue.Get(order).Status);
        venue.Trade(100m);

        Assert.Equal(OrderStatus.Filled, venue.Get(order).Status);
        Assert.Equal(2, venue.State.Ledger.Executions.Count);
        Assert.Equal([order.FilledQuantity, 10m], venue.State.Ledger.Executions.Select(execution => execution.CumulativeQuantity));
    }

    [Fact]
    public void A_notional_order_buys_parts_of_shares_for_its_dollars()
    {
        var venue = new VenueUnderTest();

        var order = venue.Send(Order(Side.Buy, 1m) with { Quantity = null, Notional = 250m });

        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.InRange(order.FilledValue, 249.999m, 250m);
        Assert.Equal(order.FilledQuantity, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void A_short_sale_is_reserved_at_three_percent_above_the_ask_and_can_be_covered()
    {
        var venue = new VenueUnderTest();
        var resting = venue.Send(Order(Side.Sell, 10m, OrderType.Limit) with { LimitPrice = 101m });
        Assert.Equal(10m * 100.01m * 1.03m, venue.Venue.Figures(venue.Now).Reserved);

        venue.Trade(101.50m);
        Assert.Equal((OrderStatus.Filled, -10m), (venue.Get(resting).Status, venue.State.Ledger.QuantityOf("AAA")));
        venue.Trade(99m);
        venue.Send(Order(Side.Buy, 10m));

        Assert.Equal(10m * (101.49m - 99.01m), venue.State.Ledger.Realized);
    }

    [Fact]
    public void A_print_outside_the_quote_triggers_no_stop()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Stop(Side.Sell, 10m, 95m));

        venue.Market.Put("AAA", new Tick(99.99m, 100.01m, 100m, 100m, 90m, venue.Now));
        venue.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((OrderStatus.New, false), (venue.Get(stop).Status, venue.Get(stop).Elected));
        venue.Market.Put("AAA", new Tick(90m, 90.02m, 100m, 100m, 90m, venue.Now));
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderStatus.Filled, venue.Get(stop).Status);
    }
}
