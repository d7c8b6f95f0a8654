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
}
