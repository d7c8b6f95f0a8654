using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class SessionTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5);

    [Fact]
    public void A_day_order_expires_at_the_close_with_its_legs()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket() with { LimitPrice = 99m, TimeInForce = TimeInForce.Day });

        venue.At(NewYork.At(Monday, new TimeOnly(16, 0)));

        Assert.All(venue.State.Orders.FamilyOf(entry), order => Assert.Equal(OrderStatus.Expired, order.Status));
        Assert.Equal(NewYork.At(Monday, new TimeOnly(16, 0)), venue.Get(entry).ExpiredAt);
    }

    [Fact]
    public void An_order_sent_after_the_close_waits_for_the_next_open()
    {
        var venue = new VenueUnderTest();
        venue.At(NewYork.At(Monday, new TimeOnly(17, 0)));
        var order = venue.Send(Order(Side.Buy, 10m));
        Assert.Equal(OrderStatus.Accepted, order.Status);

        venue.At(NewYork.At(Monday.AddDays(1), new TimeOnly(9, 29, 59)));
        Assert.Equal(OrderStatus.Accepted, venue.Get(order).Status);
        venue.At(NewYork.At(Monday.AddDays(1), new TimeOnly(9, 30)));

        Assert.Equal(OrderStatus.Filled, venue.Get(order).Status);
    }

    [Fact]
    public void An_extended_hours_limit_trades_after_the_close_and_a_stop_does_not()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Order(Side.Sell, 5m, OrderType.Stop, TimeInForce.Gtc) with { StopPrice = 99m });
        venue.At(NewYork.At(Monday, new TimeOnly(17, 0)));
        venue.Trade(95m);

        var late = venue.Send(Order(Side.Sell, 5m, OrderType.Limit) with { LimitPrice = 94m, ExtendedHours = true });

        Assert.Equal(OrderStatus.Filled, late.Status);
        Assert.Equal(OrderStatus.New, venue.Get(stop).Status);
    }

    [Fact]
    public void A_gtc_order_expires_after_ninety_days()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Order(Side.Buy, 10m, OrderType.Limit, TimeInForce.Gtc) with { LimitPrice = 50m });

        Assert.Equal(NewYork.At(Monday.AddDays(90), new TimeOnly(16, 15)), order.ExpiresAt);
        venue.At(order.ExpiresAt!.Value);
        Assert.Equal(OrderStatus.Expired, venue.Get(order).Status);
    }

    [Fact]
    public void Last_equity_is_the_equity_at_the_close()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        venue.Trade(110m);

        venue.At(NewYork.At(Monday, new TimeOnly(16, 0)));

        Assert.Equal(100_000m + (10m * (110m - 100.01m)), venue.State.LastEquity);
    }
}
