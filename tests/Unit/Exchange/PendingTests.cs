using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>What happens between a request and its effect, and what the venue says when it comes too late.</summary>
public sealed class PendingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void An_order_is_pending_new_while_the_market_is_open_and_accepted_while_it_is_closed()
    {
        var venue = new VenueUnderTest();
        Assert.Equal(OrderStatus.PendingNew, venue.Venue.Submit(Order(Side.Buy, 1m), venue.Now).Order!.Status);

        venue.At(21, 0);
        var queued = venue.Venue.Submit(Order(Side.Buy, 1m), venue.Now).Order!;

        Assert.Equal(OrderStatus.Accepted, queued.Status);
        Assert.Equal([OrderEventKind.Accepted], venue.Told(queued));
    }

    [Fact]
    public void An_order_is_rejected_after_it_was_taken()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.Rejections = 1;

        var entry = venue.Send(Bracket());
        var next = venue.Send(Order(Side.Buy, 1m) with { Symbol = "BBB" });

        Assert.Equal((OrderStatus.Rejected, venue.Now), (entry.Status, entry.FailedAt));
        Assert.Equal([OrderEventKind.PendingNew, OrderEventKind.Rejected], venue.Told(entry));
        Assert.All(venue.State.Orders.LegsOf(entry.Id), leg => Assert.Equal(OrderStatus.Canceled, leg.Status));
        Assert.Equal(OrderStatus.Filled, next.Status);
        Assert.Equal(0m, venue.Venue.Figures(venue.Now).Reserved);
    }

    [Fact]
    public void A_queued_order_is_rejected_when_its_asset_stops_trading_before_the_open()
    {
        var venue = new VenueUnderTest();
        venue.At(21, 0);
        var order = venue.Send(Order(Side.Buy, 1m));
        venue.Venue.Desk.Change("AAA", new AssetFlags { Tradable = false }, venue.Now);

        venue.At(NewYork.At(new DateOnly(2026, 1, 6), new TimeOnly(9, 30)));

        Assert.Equal((OrderStatus.Rejected, "asset AAA is not active"), (venue.Get(order).Status, venue.Get(order).RejectReason));
        Assert.Equal("asset AAA is not active", venue.Refused(Order(Side.Buy, 1m)).Message);
    }

    [Fact]
    public void An_order_fills_while_its_cancel_is_pending_and_the_cancel_is_rejected()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.CancelDelay = Minute;
        var order = venue.Send(Limit(Side.Buy, 10m, 99m));
        venue.Cancel(order);
        Assert.Equal(OrderStatus.PendingCancel, venue.Get(order).Status);
        Assert.Equal("order pending cancel", venue.Venue.Cancel(order.Id, venue.Now)!.Message);
        Assert.Equal("cannot replace order in pending_cancel status", venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 98m }, venue.Now).Refusal!.Message);

        venue.Trade(98m);

        Assert.Equal(OrderStatus.Filled, venue.Get(order).Status);
        Assert.Equal(
            [OrderEventKind.PendingNew, OrderEventKind.New, OrderEventKind.PendingCancel, OrderEventKind.Fill, OrderEventKind.OrderCancelRejected],
            venue.Told(order));
    }

    [Fact]
    public void A_partial_fill_leaves_a_pending_cancel_pending_until_it_is_done()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m });
        venue.Venue.Conduct.CancelDelay = Minute;
        var order = venue.Send(Limit(Side.Buy, 10m, 99m));
        venue.Cancel(order);

        venue.Trade(98m);
        Assert.Equal(OrderStatus.PendingCancel, venue.Get(order).Status);
        Assert.InRange(venue.Get(order).FilledQuantity, 1m, 9m);
        venue.Market.Put("AAA", 105m);
        venue.Pass(Minute);

        Assert.Equal(OrderStatus.Canceled, venue.Get(order).Status);
        Assert.Equal(venue.Get(order).FilledQuantity, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void A_refused_cancel_leaves_the_order_working()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.CancelRejections = 1;
        var order = venue.Send(Limit(Side.Buy, 10m, 99m));

        venue.Cancel(order);

        Assert.Equal(OrderStatus.New, venue.Get(order).Status);
        Assert.Equal(OrderEventKind.OrderCancelRejected, venue.Told(order)[^1]);
    }

    [Fact]
    public void A_replace_is_rejected_when_the_old_order_fills_first()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.ReplaceDelay = Minute;
        var old = venue.Send(Limit(Side.Buy, 10m, 99m));
        var changed = venue.Replace(old, new ReplaceRequest { LimitPrice = 97m });
        Assert.Equal((OrderStatus.PendingReplace, OrderStatus.PendingNew), (venue.Get(old).Status, changed.Status));
        Assert.Equal("order is not cancelable", venue.Venue.Cancel(old.Id, venue.Now)!.Message);

        venue.Trade(98m);
        venue.Pass(Minute);

        Assert.Equal((OrderStatus.Filled, OrderStatus.Rejected), (venue.Get(old).Status, venue.Get(changed).Status));
        Assert.Equal(OrderEventKind.OrderReplaceRejected, venue.Told(old)[^1]);
        Assert.Equal(10m, venue.State.Ledger.QuantityOf("AAA"));
        Assert.Equal(0m, venue.Venue.Figures(venue.Now).Reserved);
    }

    [Fact]
    public void A_partial_fill_during_a_replace_counts_into_its_total()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m });
        venue.Venue.Conduct.ReplaceDelay = Minute;
        var old = venue.Send(Limit(Side.Buy, 10m, 99m));
        var changed = venue.Replace(old, new ReplaceRequest { Quantity = 20m });

        venue.Trade(98m);
        var filled = venue.Get(old).FilledQuantity;
        venue.Market.Put("AAA", 105m);
        venue.Pass(Minute);

        Assert.Equal((OrderStatus.Replaced, 20m - filled), (venue.Get(old).Status, venue.Get(changed).Quantity));
    }

    [Fact]
    public void A_partial_fill_during_a_replace_that_reaches_its_total_leaves_nothing_to_replace_with()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m });
        venue.Venue.Conduct.ReplaceDelay = Minute;
        var old = venue.Send(Limit(Side.Buy, 10m, 99m));
        var changed = venue.Replace(old, new ReplaceRequest { Quantity = 1m });

        venue.Trade(98m);
        Assert.InRange(venue.Get(old).FilledQuantity, 1m, 9m);
        venue.Market.Put("AAA", 105m);
        venue.Pass(Minute);

        Assert.Equal((OrderStatus.PartiallyFilled, OrderStatus.Rejected), (venue.Get(old).Status, venue.Get(changed).Status));
    }

    [Fact]
    public void A_refused_replace_leaves_the_old_order_as_it_was()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.ReplaceRejections = 1;
        var entry = venue.Send(Bracket());
        var stop = venue.StopOf(entry);

        var changed = venue.Replace(stop, new ReplaceRequest { StopPrice = 98m });

        Assert.Equal((OrderStatus.Held, OrderStatus.Rejected), (venue.Get(stop).Status, changed.Status));
        venue.Trade(94m);
        Assert.Equal(OrderStatus.Filled, venue.Get(stop).Status);
    }

    [Fact]
    public void A_held_stop_protects_while_its_replace_is_pending()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        var stop = venue.StopOf(entry);
        venue.Venue.Conduct.ReplaceDelay = Minute;
        var changed = venue.Replace(stop, new ReplaceRequest { StopPrice = 90m });

        venue.Trade(94m);
        venue.Pass(Minute);

        Assert.Equal((OrderStatus.Filled, OrderStatus.Rejected), (venue.Get(stop).Status, venue.Get(changed).Status));
        Assert.Equal(OrderStatus.Canceled, venue.TakeProfitOf(entry).Status);
        Assert.Empty(venue.State.Ledger.Positions);
    }

    [Fact]
    public void Both_orders_of_a_replace_hold_shares_and_money_once_the_larger_of_both()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        venue.Venue.Conduct.ReplaceDelay = Minute;
        var stop = venue.Send(Stop(Side.Sell, 10m, 90m, TimeInForce.Gtc));
        var buy = venue.Send(Limit(Side.Buy, 10m, 90m) with { Symbol = "BBB" });

        venue.Replace(stop, new ReplaceRequest { StopPrice = 95m });
        venue.Replace(buy, new ReplaceRequest { LimitPrice = 80m });

        Assert.Equal(10m, Reservations.HeldShares(10m, venue.State.Orders.OpenIn("AAA")));
        Assert.Equal(900m, venue.Venue.Figures(venue.Now).Reserved);
        venue.Pass(Minute);
        Assert.Equal(800m, venue.Venue.Figures(venue.Now).Reserved);
    }

    [Fact]
    public void A_slow_route_keeps_an_order_pending_new_and_unreplaceable()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Conduct.RoutingDelay = Minute;
        var order = venue.Send(Limit(Side.Buy, 10m, 150m));

        Assert.Equal(OrderStatus.PendingNew, order.Status);
        var refusal = venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 91m }, venue.Now).Refusal!;
        Assert.Equal((40010001, "unable to replace order, order isn't sent to exchange yet"), (refusal.Code, refusal.Message));
        venue.Pass(Minute);
        Assert.Equal(OrderStatus.Filled, venue.Get(order).Status);
    }
}
