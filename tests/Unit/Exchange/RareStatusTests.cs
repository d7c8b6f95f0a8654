using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class RareStatusTests
{
    [Theory]
    [InlineData(OrderStatus.Suspended, OrderEventKind.Suspended)]
    [InlineData(OrderStatus.DoneForDay, OrderEventKind.DoneForDay)]
    [InlineData(OrderStatus.Calculated, OrderEventKind.Calculated)]
    public void An_order_that_is_put_aside_does_not_trade_until_it_is_put_back(OrderStatus status, OrderEventKind kind)
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Limit(Side.Buy, 10m, 99m));

        Assert.Null(venue.Venue.Desk.Mark(order.Id, status, venue.Now));
        venue.Trade(98m);
        Assert.Equal((status, kind), (venue.Get(order).Status, venue.Told(order)[^1]));
        Assert.Null(venue.Venue.Desk.Mark(order.Id, OrderStatus.New, venue.Now));
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(OrderStatus.Filled, venue.Get(order).Status);
    }

    [Fact]
    public void A_stopped_order_cannot_be_cancelled_and_trades_at_its_price()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Limit(Side.Buy, 10m, 99m));

        Assert.Null(venue.Venue.Desk.Mark(order.Id, OrderStatus.Stopped, venue.Now));
        Assert.Equal("order is not cancelable", venue.Venue.Cancel(order.Id, venue.Now)!.Message);
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((OrderStatus.Filled, 99m), (venue.Get(order).Status, venue.Get(order).AverageFillPrice));
    }

    [Fact]
    public void A_queued_order_may_be_at_auction_and_is_cancelled_from_there()
    {
        var venue = new VenueUnderTest();
        venue.At(19, 30);
        var order = venue.Send(Order(Side.Buy, 10m, time: TimeInForce.Opg));

        Assert.Null(venue.Venue.Desk.Mark(order.Id, OrderStatus.AcceptedForBidding, venue.Now));
        venue.Cancel(order);

        Assert.Equal(OrderStatus.Canceled, venue.Get(order).Status);
    }

    [Fact]
    public void An_order_is_rejected_late_and_not_once_it_is_over()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Limit(Side.Buy, 10m, 90m));

        Assert.Null(venue.Venue.Desk.Reject(order.Id, "price out of range", venue.Now));

        Assert.Equal((OrderStatus.Rejected, "price out of range"), (venue.Get(order).Status, venue.Get(order).RejectReason));
        Assert.Equal(422, venue.Venue.Desk.Reject(order.Id, "again", venue.Now)!.Status);
        Assert.Equal(422, venue.Venue.Desk.Mark(order.Id, OrderStatus.Stopped, venue.Now)!.Status);
        Assert.Equal(404, venue.Venue.Desk.Reject(Guid.Empty, "nobody", venue.Now)!.Status);
    }

    [Fact]
    public void Every_status_has_its_edges_and_nothing_follows_an_end()
    {
        OrderStatus[] ends = [OrderStatus.Filled, OrderStatus.Canceled, OrderStatus.Expired, OrderStatus.Replaced, OrderStatus.Rejected];

        foreach (var status in Enum.GetValues<OrderStatus>()) Assert.Equal(ends.Contains(status), OrderStatusTransitions.IsTerminal(status));
        Assert.False(OrderStatusTransitions.Allows(OrderStatus.Held, OrderStatus.Filled));
        Assert.False(OrderStatusTransitions.Allows(OrderStatus.Accepted, OrderStatus.Filled));
    }
}
