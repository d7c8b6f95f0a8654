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

    [Theory]
    [InlineData(3, 0, false, false, OrderStatus.Accepted)]
    [InlineData(3, 0, true, false, OrderStatus.Accepted)]
    [InlineData(3, 0, true, true, OrderStatus.Filled)]
    [InlineData(8, 0, false, false, OrderStatus.Accepted)]
    [InlineData(8, 0, true, false, OrderStatus.Filled)]
    [InlineData(12, 0, false, false, OrderStatus.Filled)]
    [InlineData(17, 0, false, false, OrderStatus.Accepted)]
    [InlineData(17, 0, true, false, OrderStatus.Filled)]
    [InlineData(21, 0, true, false, OrderStatus.Accepted)]
    [InlineData(21, 0, true, true, OrderStatus.Filled)]
    public void A_limit_order_trades_in_the_sessions_it_is_meant_for(int hour, int minute, bool extended, bool overnight, OrderStatus expected)
    {
        var venue = new VenueUnderTest(start: NewYork.At(Monday, new TimeOnly(hour, minute)));

        var order = venue.Send(Limit(Side.Buy, 10m, 101m) with { Symbol = overnight ? "NIGHT" : "AAA", ExtendedHours = extended });

        Assert.Equal(expected, order.Status);
    }

    [Theory]
    [InlineData("2026-01-04T19:59", MarketPhase.Closed)]
    [InlineData("2026-01-04T20:00", MarketPhase.Overnight)]
    [InlineData("2026-01-05T03:59", MarketPhase.Overnight)]
    [InlineData("2026-01-05T04:00", MarketPhase.PreMarket)]
    [InlineData("2026-01-05T09:30", MarketPhase.Regular)]
    [InlineData("2026-01-05T16:00", MarketPhase.AfterHours)]
    [InlineData("2026-01-05T20:00", MarketPhase.Overnight)]
    [InlineData("2026-01-09T20:00", MarketPhase.Closed)]
    [InlineData("2026-11-25T20:00", MarketPhase.Closed)]
    [InlineData("2026-11-26T12:00", MarketPhase.Closed)]
    [InlineData("2026-11-26T20:00", MarketPhase.Overnight)]
    [InlineData("2026-11-27T13:00", MarketPhase.AfterHours)]
    [InlineData("2026-11-27T17:00", MarketPhase.Closed)]
    [InlineData("2026-03-09T09:30", MarketPhase.Regular)]
    public void Knows_what_the_exchanges_do_at_a_moment(string local, MarketPhase expected)
    {
        var moment = DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(expected, TradingCalendar.PhaseAt(NewYork.At(DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment))));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(17)]
    public void Stops_are_triggered_in_the_regular_session_only(int hour)
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Stop(Side.Sell, 5m, 95m, TimeInForce.Gtc));
        var trailing = venue.Send(Order(Side.Sell, 5m, OrderType.TrailingStop, TimeInForce.Gtc) with { TrailPrice = 5m });
        venue.At(NewYork.At(Monday.AddDays(1), new TimeOnly(hour, 0)));

        venue.Trade(90m);
        Assert.Equal((false, false), (venue.Get(stop).Elected, venue.Get(trailing).Elected));
        venue.At(NewYork.At(Monday.AddDays(2), new TimeOnly(9, 30)));

        Assert.Equal((OrderStatus.Filled, OrderStatus.Filled), (venue.Get(stop).Status, venue.Get(trailing).Status));
    }

    [Fact]
    public void An_all_hours_order_sent_in_the_evening_lives_until_the_next_evening()
    {
        var venue = new VenueUnderTest();
        venue.At(21, 0);
        var order = venue.Send(Limit(Side.Buy, 10m, 90m) with { ExtendedHours = true });

        Assert.Equal(NewYork.At(Monday.AddDays(1), new TimeOnly(20, 0)), order.ExpiresAt);
        venue.At(NewYork.At(Monday.AddDays(1), new TimeOnly(20, 0)));
        Assert.Equal(OrderStatus.Expired, venue.Get(order).Status);
    }

    [Fact]
    public void On_a_half_day_a_day_order_expires_at_one()
    {
        var venue = new VenueUnderTest(start: NewYork.At(new DateOnly(2026, 11, 27), new TimeOnly(12, 0)));
        var order = venue.Send(Limit(Side.Buy, 10m, 90m));

        venue.At(12, 59, 59);
        Assert.Equal(OrderStatus.New, venue.Get(order).Status);
        venue.At(13, 0);

        Assert.Equal(OrderStatus.Expired, venue.Get(order).Status);
    }

    [Fact]
    public void Working_gtc_orders_end_their_day_and_come_back_at_the_open()
    {
        var venue = new VenueUnderTest(new MatchingOptions { DoneForDay = true, MaxSlippageBasisPoints = 0m });
        var order = venue.Send(Limit(Side.Buy, 10m, 90m, TimeInForce.Gtc));

        venue.At(16, 0);
        Assert.Equal(OrderStatus.DoneForDay, venue.Get(order).Status);
        Assert.Equal("cannot replace order in done_for_day status", venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 91m }, venue.Now).Refusal!.Message);
        venue.At(NewYork.At(Monday.AddDays(1), new TimeOnly(9, 30)));

        Assert.Equal(OrderStatus.New, venue.Get(order).Status);
        Assert.Equal([OrderEventKind.PendingNew, OrderEventKind.New, OrderEventKind.DoneForDay, OrderEventKind.New], venue.Told(order));
    }
}
