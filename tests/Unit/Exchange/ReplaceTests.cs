using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class ReplaceTests
{
    private static readonly OrderRequest Resting = Order(Side.Buy, 10m, OrderType.Limit, TimeInForce.Gtc) with { LimitPrice = 90m };

    [Fact]
    public void Puts_a_new_order_with_a_new_id_in_the_old_ones_place()
    {
        var venue = new VenueUnderTest();
        var old = venue.Send(Resting);

        var changed = venue.Replace(old, new ReplaceRequest { Quantity = 12m, LimitPrice = 91m, ClientOrderId = "second" });

        Assert.Equal((12m, 91m, "second", OrderStatus.New), (changed.Quantity, changed.LimitPrice, changed.ClientOrderId, changed.Status));
        Assert.Equal((OrderStatus.Replaced, changed.Id), (venue.Get(old).Status, venue.Get(old).ReplacedBy));
    }

    [Fact]
    public void Counts_shares_already_filled_into_the_new_total()
    {
        var venue = new VenueUnderTest(new MatchingOptions { PartialFillProbability = 1, MaxSlippageBasisPoints = 0m });
        var old = venue.Send(Resting with { LimitPrice = 101m });
        var filled = old.FilledQuantity;
        Assert.Equal(OrderStatus.PartiallyFilled, old.Status);

        venue.Market.Put("AAA", 105m);
        var changed = venue.Replace(old, new ReplaceRequest { Quantity = 20m });

        Assert.Equal(20m - filled, changed.Quantity);
        Assert.Equal("qty must be > filled_qty", venue.Venue.Replace(changed.Id, new ReplaceRequest { Quantity = 0m }, venue.Now).Refusal!.Message);
    }

    [Theory]
    [InlineData("order parameters are not changed", 10, 90, null)]
    [InlineData("qty must be > filled_qty", 0, 90, null)]
    [InlineData("invalid limit_price 90.001. sub-penny", 10, 90.001, null)]
    [InlineData("insufficient buying power", 100000, 90, null)]
    [InlineData("client_order_id must be unique", 10, 91, "first")]
    public void Refuses_with_the_venues_text(string message, int quantity, double limit, string? id)
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Resting with { ClientOrderId = "first" });

        var refusal = venue.Venue.Replace(order.Id, new ReplaceRequest { Quantity = quantity, LimitPrice = (decimal)limit, ClientOrderId = id }, venue.Now).Refusal;

        Assert.StartsWith(message, refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.New, venue.Get(order).Status);
    }

    [Fact]
    public void Refuses_to_replace_what_waits_for_the_open()
    {
        var venue = new VenueUnderTest();
        venue.At(NewYork.At(new DateOnly(2026, 1, 5), new TimeOnly(17, 0)));
        var order = venue.Send(Resting);

        Assert.Equal("cannot replace order in accepted status", venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 91m }, venue.Now).Refusal!.Message);
    }

    [Fact]
    public void Refuses_to_change_the_quantity_of_a_leg_and_a_notional_order()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        var notional = venue.Send(Order(Side.Buy, 1m, OrderType.Limit) with { Symbol = "BBB", Quantity = null, Notional = 50m, LimitPrice = 90m });

        Assert.Equal("qty cannot be changed for advanced orders", venue.Venue.Replace(venue.TakeProfitOf(entry).Id, new ReplaceRequest { Quantity = 5m }, venue.Now).Refusal!.Message);
        Assert.Equal("notional orders cannot be replaced", venue.Venue.Replace(notional.Id, new ReplaceRequest { LimitPrice = 91m }, venue.Now).Refusal!.Message);
    }

    [Fact]
    public void Releases_the_old_orders_money_for_the_new_one()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Configure(new AccountConfiguration { MaxMarginMultiplier = 1 }, venue.Now);
        var order = venue.Send(Resting with { Quantity = 1000m });

        Assert.Equal(10_000m, venue.Venue.Figures(venue.Now).BuyingPower);
        Assert.Null(venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 99m }, venue.Now).Refusal);
        venue.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1_000m, venue.Venue.Figures(venue.Now).BuyingPower);
    }

    [Fact]
    public void Refuses_to_move_a_limit_into_its_own_opposite_order()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        venue.Send(Limit(Side.Sell, 5m, 101m));
        var buy = venue.Send(Limit(Side.Buy, 5m, 99m));

        var refusal = venue.Venue.Replace(buy.Id, new ReplaceRequest { LimitPrice = 101m }, venue.Now).Refusal!;

        Assert.Equal((403, "opposite side limit order exists"), (refusal.Status, refusal.Details["reject_reason"]));
    }

    [Fact]
    public void A_new_trail_measures_from_the_market_it_meets()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Order(Side.Sell, 10m, OrderType.TrailingStop, TimeInForce.Gtc) with { TrailPrice = 5m });
        venue.Trade(110m);
        Assert.Equal((110m, 105m), (venue.Get(stop).HighWaterMark, venue.Get(stop).StopPrice));
        venue.Trade(108m);

        var changed = venue.Replace(stop, new ReplaceRequest { Trail = 2m });

        Assert.Equal((2m, 108m, 106m), (changed.TrailPrice, changed.HighWaterMark, changed.StopPrice));
        Assert.Equal("trailing_stop orders require no limit price", venue.Venue.Replace(changed.Id, new ReplaceRequest { LimitPrice = 1m }, venue.Now).Refusal!.Message);
    }

    [Fact]
    public void A_trail_in_percent_is_at_least_a_tenth()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Order(Side.Sell, 10m, OrderType.TrailingStop, TimeInForce.Gtc) with { TrailPercent = 5m });

        Assert.Equal("trail_percent must be >= 0.1", venue.Venue.Replace(stop.Id, new ReplaceRequest { Trail = 0.05m }, venue.Now).Refusal!.Message);
        Assert.Equal(0.1m, venue.Replace(stop, new ReplaceRequest { Trail = 0.1m }).TrailPercent);
    }

    [Fact]
    public void A_day_order_becomes_gtc_and_never_immediate()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Resting with { TimeInForce = TimeInForce.Day });

        Assert.Equal("invalid time_in_force", venue.Venue.Replace(order.Id, new ReplaceRequest { TimeInForce = TimeInForce.Ioc }, venue.Now).Refusal!.Message);
        var changed = venue.Replace(order, new ReplaceRequest { TimeInForce = TimeInForce.Gtc });

        Assert.Equal(NewYork.At(new DateOnly(2026, 4, 5), new TimeOnly(16, 15)), changed.ExpiresAt);
    }

    [Fact]
    public void A_stop_may_not_be_moved_beyond_the_market()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());

        var refusal = venue.Venue.Replace(venue.StopOf(entry).Id, new ReplaceRequest { StopPrice = 100m }, venue.Now).Refusal!;

        Assert.Equal(("stop price must be less than current price", "100"), (refusal.Message, refusal.Details["market_price"]));
    }

    [Fact]
    public void A_crypto_order_keeps_to_its_own_ticks_and_times()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Limit(Side.Buy, 1m, 90m, TimeInForce.Gtc) with { Symbol = "BTC/USD" });

        Assert.StartsWith("invalid limit_price 90.001", venue.Venue.Replace(order.Id, new ReplaceRequest { LimitPrice = 90.001m }, venue.Now).Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("invalid crypto time_in_force", venue.Venue.Replace(order.Id, new ReplaceRequest { TimeInForce = TimeInForce.Day }, venue.Now).Refusal!.Message);
        Assert.Equal(91.01m, venue.Replace(order, new ReplaceRequest { LimitPrice = 91.01m }).LimitPrice);
    }
}
