using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class HaltTests
{
    [Fact]
    public void A_market_order_is_refused_in_a_halt_and_a_limit_rests()
    {
        var venue = new VenueUnderTest();
        Halt(venue);

        var refusal = venue.Refused(Order(Side.Buy, 10m));

        Assert.Equal("market order rejected due to trading halt on symbol: \"AAA\", please place a limit order instead", refusal.Message);
        Assert.Equal((422, 42210000), (refusal.Status, refusal.Code));
        Assert.Equal(OrderStatus.New, venue.Send(Limit(Side.Buy, 10m, 150m)).Status);
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Buy, 10m) with { Symbol = "BBB" }).Status);
    }

    [Fact]
    public void What_was_queued_executes_at_the_resumption_at_any_price()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Stop(Side.Sell, 10m, 95m, TimeInForce.Gtc));
        var entry = venue.Send(Limit(Side.Buy, 10m, 90m) with { Symbol = "BBB" });
        Halt(venue);
        Halt(venue, "BBB");

        venue.Trade(60m);
        venue.Trade(60m, "BBB");
        Assert.Equal((OrderStatus.New, OrderStatus.New), (venue.Get(stop).Status, venue.Get(entry).Status));
        Assert.Equal(100m, venue.Venue.TickAt("AAA", venue.Now)!.Last);
        venue.Venue.Desk.Resume("AAA", venue.Now);
        venue.Venue.Desk.Resume("BBB", venue.Now);
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((OrderStatus.Filled, 59.99m), (venue.Get(stop).Status, venue.Get(stop).AverageFillPrice));
        Assert.Equal((OrderStatus.Filled, 60.01m), (venue.Get(entry).Status, venue.Get(entry).AverageFillPrice));
    }

    [Fact]
    public void An_order_that_may_not_rest_is_cancelled_in_a_halt()
    {
        var venue = new VenueUnderTest();
        Halt(venue);

        Assert.Equal(OrderStatus.Canceled, venue.Send(Limit(Side.Buy, 10m, 150m, TimeInForce.Ioc)).Status);
    }

    [Fact]
    public void A_pause_is_a_halt_of_its_own_kind_and_both_end_once()
    {
        var venue = new VenueUnderTest();
        var desk = venue.Venue.Desk;

        Assert.Null(desk.Halt("AAA", HaltKind.Pause, "Luld pause", venue.Now));
        Assert.NotNull(desk.Halt("AAA", HaltKind.Halt, "News pending", venue.Now));
        Assert.Equal(HaltKind.Pause, venue.State.Assets.Find("AAA")!.Halt!.Kind);
        Assert.Null(desk.Resume("AAA", venue.Now));
        Assert.NotNull(desk.Resume("AAA", venue.Now));
        Assert.Equal(404, desk.Halt("ZZZ", HaltKind.Halt, "", venue.Now)!.Status);
        Assert.Equal([AssetEventKind.Halted, AssetEventKind.Resumed], venue.Venue.TakeEvents().OfType<AssetChanged>().Select(changed => changed.Kind));
    }

    [Fact]
    public void Nothing_trades_beyond_the_bands_and_a_stop_waits_at_limit_down()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Stop(Side.Sell, 10m, 95m));
        venue.Venue.Desk.SetBands("AAA", 92m, 108m, venue.Now);

        venue.Trade(90m);
        Assert.Equal((OrderStatus.New, true), (venue.Get(stop).Status, venue.Get(stop).Elected));
        venue.Trade(93m);
        Assert.Equal(92.99m, venue.Get(stop).AverageFillPrice);

        venue.Trade(109m);
        var buy = venue.Send(Limit(Side.Buy, 1m, 120m));
        Assert.Equal(OrderStatus.New, buy.Status);
        venue.Trade(107.99m);
        Assert.Equal(OrderStatus.Filled, venue.Get(buy).Status);

        Assert.NotNull(venue.Venue.Desk.SetBands("AAA", 10m, 9m, venue.Now));
        Assert.Null(venue.Venue.Desk.SetBands("AAA", null, null, venue.Now));
    }

    [Fact]
    public void A_price_that_gaps_through_a_stop_fills_it_where_it_lands()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());

        venue.Venue.Desk.ShiftPrice("AAA", 0.7m, venue.Now);
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((OrderStatus.Filled, 69.99m), (venue.StopOf(entry).Status, venue.StopOf(entry).AverageFillPrice));
        Assert.Equal(OrderStatus.Canceled, venue.TakeProfitOf(entry).Status);
    }

    [Fact]
    public void What_is_left_of_a_market_order_stays_within_five_percent_of_its_first_fill()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m });
        var order = venue.Send(Order(Side.Buy, 10m));
        Assert.Equal((OrderStatus.PartiallyFilled, 105.01m), (order.Status, order.CollarPrice));

        venue.Trade(106m);
        venue.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(OrderStatus.PartiallyFilled, venue.Get(order).Status);
        venue.Trade(105m);

        Assert.Equal(OrderStatus.Filled, venue.Get(order).Status);
    }

    private static void Halt(VenueUnderTest venue, string symbol = "AAA") =>
        Assert.Null(venue.Venue.Desk.Halt(symbol, HaltKind.Halt, "News pending", venue.Now));
}
