using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class AuctionTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private static readonly DateOnly HalfDay = new(2026, 11, 27);

    [Theory]
    [InlineData(TimeInForce.Opg, 9, 27, 59, true)]
    [InlineData(TimeInForce.Opg, 9, 28, 0, false)]
    [InlineData(TimeInForce.Opg, 18, 59, 59, false)]
    [InlineData(TimeInForce.Opg, 19, 0, 0, true)]
    [InlineData(TimeInForce.Cls, 15, 49, 59, true)]
    [InlineData(TimeInForce.Cls, 15, 50, 0, false)]
    [InlineData(TimeInForce.Cls, 18, 59, 59, false)]
    [InlineData(TimeInForce.Cls, 19, 0, 0, true)]
    public void Takes_auction_orders_in_their_windows_only(TimeInForce time, int hour, int minute, int second, bool taken)
    {
        var venue = new VenueUnderTest(start: NewYork.At(Monday, new TimeOnly(9, 0)));
        venue.At(hour, minute, second);

        var answer = venue.Venue.Submit(Order(Side.Buy, 10m, time: time), venue.Now);

        Assert.Equal(taken, answer.Refusal is null);
        if (taken) return;
        Assert.Equal((403, 40310000), (answer.Refusal!.Status, answer.Refusal.Code));
        Assert.StartsWith($"{(time == TimeInForce.Opg ? "opg" : "cls")} orders must be submitted after 7:00pm and before", answer.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_orders_of_an_opening_get_one_price_and_what_asks_for_more_is_cancelled()
    {
        var venue = new VenueUnderTest(start: NewYork.At(Monday, new TimeOnly(9, 0)));
        var market = venue.Send(Order(Side.Buy, 10m, time: TimeInForce.Opg));
        var limit = venue.Send(Limit(Side.Buy, 10m, 101.50m, TimeInForce.Opg));
        var low = venue.Send(Limit(Side.Buy, 10m, 100.50m, TimeInForce.Opg));
        Assert.All([market, limit, low], order => Assert.Equal(OrderStatus.Accepted, order.Status));
        venue.Market.Put("AAA", 101m);

        venue.At(9, 29, 59);
        Assert.Equal(OrderStatus.Accepted, venue.Get(market).Status);
        venue.At(9, 30);

        Assert.Equal([101m, 101m], new[] { market, limit }.Select(order => venue.Get(order).AverageFillPrice!.Value));
        Assert.Equal((OrderStatus.Canceled, 0m), (venue.Get(low).Status, venue.Get(low).FilledQuantity));
    }

    [Fact]
    public void A_closing_order_trades_at_the_close_of_a_half_day()
    {
        var venue = new VenueUnderTest(start: NewYork.At(HalfDay, new TimeOnly(12, 49)));
        var order = venue.Send(Order(Side.Buy, 10m, time: TimeInForce.Cls));
        venue.At(12, 50);
        Assert.NotNull(venue.Venue.Submit(Order(Side.Buy, 10m, time: TimeInForce.Cls), venue.Now).Refusal);

        venue.At(12, 59, 59);
        Assert.Equal(OrderStatus.Accepted, venue.Get(order).Status);
        venue.Market.Put("AAA", 103m);
        venue.At(13, 0);

        Assert.Equal((OrderStatus.Filled, 103m), (venue.Get(order).Status, venue.Get(order).AverageFillPrice));
    }

    [Fact]
    public void An_evening_order_waits_for_the_next_opening_and_a_halt_puts_it_off()
    {
        var venue = new VenueUnderTest();
        venue.At(19, 30);
        var order = venue.Send(Order(Side.Buy, 10m, time: TimeInForce.Opg));
        venue.Venue.Desk.Halt("AAA", HaltKind.Halt, "News pending", venue.Now);

        venue.At(NewYork.At(Monday.AddDays(1), new TimeOnly(9, 45)));
        Assert.Equal(OrderStatus.Accepted, venue.Get(order).Status);
        venue.Market.Put("AAA", 97m);
        venue.Venue.Desk.Resume("AAA", venue.Now);
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((OrderStatus.Filled, 97m), (venue.Get(order).Status, venue.Get(order).AverageFillPrice));
    }

    [Fact]
    public void An_auction_is_held_even_when_time_jumps_over_it()
    {
        var venue = new VenueUnderTest(start: NewYork.At(Monday, new TimeOnly(9, 0)));
        var order = venue.Send(Order(Side.Buy, 10m, time: TimeInForce.Opg));
        venue.Market.Put("AAA", 102m, NewYork.At(Monday, new TimeOnly(12, 0)));

        venue.At(16, 30);

        Assert.Equal((OrderStatus.Filled, 100m), (venue.Get(order).Status, venue.Get(order).AverageFillPrice));
    }

    [Fact]
    public void An_auction_that_is_never_held_expires_its_orders()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Desk.Halt("AAA", HaltKind.Halt, "News pending", venue.Now);
        var order = venue.Send(Limit(Side.Buy, 10m, 101m, TimeInForce.Cls));

        venue.At(20, 0);

        Assert.Equal(OrderStatus.Expired, venue.Get(order).Status);
    }

    [Theory]
    [InlineData(OrderType.Stop)]
    [InlineData(OrderType.TrailingStop)]
    public void Only_market_and_limit_orders_go_to_an_auction(OrderType type)
    {
        var refusal = new VenueUnderTest().Refused(Order(Side.Buy, 10m, type, TimeInForce.Cls) with
        {
            StopPrice = type == OrderType.Stop ? 101m : null,
            TrailPercent = type == OrderType.TrailingStop ? 1m : null,
        });

        Assert.Equal((40010001, "invalid time_in_force"), (refusal.Code, refusal.Message));
    }
}
