using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class CorporateActionTests
{
    [Fact]
    public void A_split_changes_quantity_average_and_price_and_no_money()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var (cash, equity) = (venue.State.Ledger.Cash, venue.Venue.Figures(venue.Now).Equity);
        Night(venue);

        Assert.Null(venue.Venue.CorporateActions.Split("AAA", 2m, 1m, venue.Now));

        var position = venue.State.Ledger.Find("AAA")!;
        Assert.Equal((20m, 50.005m), (position.Quantity, position.AverageEntryPrice));
        Assert.Equal((50m, 49.99m + 0.01m, cash, equity), (venue.Venue.TickAt("AAA", venue.Now)!.Last, venue.Venue.TickAt("AAA", venue.Now)!.Bid, venue.State.Ledger.Cash, venue.Venue.Figures(venue.Now).Equity));
        Assert.Equal(100m, venue.Venue.TickAt("AAA", venue.Now.AddHours(-12))!.Last);
    }

    [Fact]
    public void A_plain_gtc_order_is_replaced_unasked_and_a_trailing_stop_cancelled()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Stop(Side.Sell, 4m, 95m, TimeInForce.Gtc));
        var limit = venue.Send(Limit(Side.Sell, 3m, 120.50m, TimeInForce.Gtc));
        var trailing = venue.Send(Order(Side.Sell, 3m, OrderType.TrailingStop, TimeInForce.Gtc) with { TrailPercent = 5m });
        Night(venue);

        venue.Venue.CorporateActions.Split("AAA", 2m, 1m, venue.Now);

        Assert.Equal((OrderStatus.Replaced, OrderStatus.Replaced, OrderStatus.Canceled), (venue.Get(stop).Status, venue.Get(limit).Status, venue.Get(trailing).Status));
        var (adjusted, target) = (Successor(venue, stop), Successor(venue, limit));
        Assert.Equal((8m, 47.50m, stop.Id), (adjusted.Quantity, adjusted.StopPrice, adjusted.Replaces));
        Assert.Equal((6m, 60.25m, OrderStatus.New), (target.Quantity, target.LimitPrice, target.Status));
    }

    [Fact]
    public void Legs_keep_their_prices_so_a_split_triggers_the_stop_at_the_open()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        Night(venue);

        venue.Venue.CorporateActions.Split("AAA", 2m, 1m, venue.Now);
        Assert.Equal((95m, OrderStatus.Held), (venue.StopOf(entry).StopPrice, venue.StopOf(entry).Status));
        venue.At(NewYork.At(new DateOnly(2026, 1, 6), new TimeOnly(9, 30)));

        Assert.Equal((OrderStatus.Filled, 10m), (venue.StopOf(entry).Status, venue.StopOf(entry).FilledQuantity));
        Assert.Equal(10m, venue.State.Ledger.QuantityOf("AAA"));
    }

    [Fact]
    public void After_a_reverse_split_exits_hold_no_more_than_there_is()
    {
        var venue = new VenueUnderTest();
        var entry = venue.Send(Bracket());
        Night(venue);

        venue.Venue.CorporateActions.Split("AAA", 1m, 5m, venue.Now);

        Assert.Equal(2m, venue.State.Ledger.QuantityOf("AAA"));
        Assert.Equal((2m, 2m), (venue.TakeProfitOf(entry).Quantity, venue.StopOf(entry).Quantity));
        Assert.Equal([OrderEventKind.Held, OrderEventKind.Restated], venue.Told(venue.StopOf(entry)));
    }

    [Fact]
    public void A_renamed_stock_keeps_its_position_under_the_new_name_alone()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var stop = venue.Send(Stop(Side.Sell, 10m, 95m, TimeInForce.Gtc));

        Assert.Null(venue.Venue.CorporateActions.Rename("AAA", "CCC", venue.Now));

        Assert.Equal(OrderStatus.Canceled, venue.Get(stop).Status);
        Assert.Null(venue.State.Ledger.Find("AAA"));
        Assert.Equal((10m, 1000.10m), (venue.State.Ledger.Find("CCC")!.Quantity, venue.State.Ledger.Find("CCC")!.CostBasis));
        Assert.Equal("asset \"AAA\" not found", venue.Refused(Order(Side.Buy, 1m)).Message);
        Assert.Equal(OrderStatus.Filled, venue.Send(Order(Side.Sell, 10m) with { Symbol = "CCC" }).Status);
        Assert.Equal("AAA", venue.State.Assets.OriginalOf("CCC"));
        Assert.NotNull(venue.Venue.CorporateActions.Rename("BBB", "CCC", venue.Now));
    }

    [Fact]
    public void A_delisting_removes_the_position_without_a_fill()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        var executions = venue.State.Ledger.Executions.Count;

        Assert.Null(venue.Venue.CorporateActions.Delist("AAA", 3m, venue.Now));

        Assert.Null(venue.State.Ledger.Find("AAA"));
        Assert.Equal((executions, 30m - 1000.10m), (venue.State.Ledger.Executions.Count, venue.State.Ledger.Realized));
        Assert.Equal("asset AAA is not active", venue.Refused(Order(Side.Buy, 1m)).Message);
        Assert.Equal(404, venue.Venue.CorporateActions.Delist("AAA", 3m, venue.Now)!.Status);
    }

    [Fact]
    public void A_busted_trade_gives_shares_and_money_back_and_shrinks_its_exits()
    {
        var venue = new VenueUnderTest();
        var first = venue.Send(Order(Side.Buy, 10m));
        venue.Market.Put("AAA", 110m);
        var second = venue.Send(Order(Side.Buy, 5m));
        var exit = venue.Send(Oco(15m) with { TakeProfitPrice = 120m });

        Assert.Null(venue.Venue.Desk.Bust(venue.State.Ledger.Executions[1].Id, venue.Now));

        Assert.Equal((10m, 1000.10m, 98_999.90m), (venue.State.Ledger.QuantityOf("AAA"), venue.State.Ledger.Find("AAA")!.CostBasis, venue.State.Ledger.Cash));
        Assert.Equal((10m, 10m), (venue.Get(exit).Quantity, venue.StopOf(exit).Quantity));
        Assert.Equal(OrderEventKind.TradeBust, venue.Told(second)[^1]);
        Assert.Equal(5m, venue.Get(second).FilledQuantity);
        Assert.Equal(404, venue.Venue.Desk.Bust(venue.State.Ledger.Executions[1].Id, venue.Now)!.Status);
        Assert.Equal(OrderStatus.Filled, venue.Get(first).Status);
    }

    [Fact]
    public void A_busted_sale_brings_the_shares_back_at_their_cost_and_one_whose_shares_are_gone_stands()
    {
        var venue = new VenueUnderTest();
        venue.Send(Order(Side.Buy, 10m));
        venue.Send(Order(Side.Sell, 10m));
        var (bought, sold) = (venue.State.Ledger.Executions[0], venue.State.Ledger.Executions[1]);

        Assert.Equal("the shares of this execution are gone", venue.Venue.Desk.Bust(bought.Id, venue.Now)!.Message);
        Assert.Null(venue.Venue.Desk.Bust(sold.Id, venue.Now));

        Assert.Equal((10m, 1000.10m), (venue.State.Ledger.QuantityOf("AAA"), venue.State.Ledger.Find("AAA")!.CostBasis));
        Assert.Equal((98_999.90m, 0m), (venue.State.Ledger.Cash, venue.State.Ledger.Realized));
    }

    [Fact]
    public void A_corrected_trade_changes_money_and_average_and_not_the_shares()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Order(Side.Buy, 10m));

        Assert.Null(venue.Venue.Desk.Correct(venue.State.Ledger.Executions[0].Id, 99m, venue.Now));

        Assert.Equal((99m, 99m), (venue.Get(order).AverageFillPrice, venue.State.Ledger.Find("AAA")!.AverageEntryPrice));
        Assert.Equal((99_010m, 10m), (venue.State.Ledger.Cash, venue.State.Ledger.QuantityOf("AAA")));
        Assert.Equal(OrderEventKind.TradeCorrect, venue.Told(order)[^1]);
    }

    private static void Night(VenueUnderTest venue)
    {
        venue.At(16, 1);
        venue.At(22, 0);
    }

    private static Order Successor(VenueUnderTest venue, Order order) => venue.State.Orders.Find(venue.Get(order).ReplacedBy!.Value)!;
}
