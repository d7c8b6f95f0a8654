using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>Codes and texts of wire contract sections 4 and 5.</summary>
public sealed class OrderRefusalTests
{
    private static readonly OrderRequest Buy = Order(Side.Buy, 10m);
    private static readonly OrderRequest LimitBuy = Order(Side.Buy, 10m, OrderType.Limit) with { LimitPrice = 99m };

    public static TheoryData<string, OrderRequest, int> Malformed() => new()
    {
        { "qty or notional is required", Buy with { Quantity = null }, 40010001 },
        { "only one of qty or notional is accepted", Buy with { Notional = 100m }, 40010001 },
        { "qty must be > 0", Buy with { Quantity = 0m }, 40010001 },
        { "qty and notional must be <= 1000000000", Buy with { Quantity = decimal.MaxValue }, 40010001 },
        { "price must be <= 10000000", LimitBuy with { LimitPrice = decimal.MaxValue }, 40010001 },
        { "limit orders require a limit price", LimitBuy with { LimitPrice = null }, 40010001 },
        { "stop orders require a stop price", Order(Side.Buy, 1m, OrderType.Stop), 40010001 },
        { "stop limit orders require both stop and limit price", Order(Side.Buy, 1m, OrderType.StopLimit) with { StopPrice = 101m }, 40010001 },
        { "market orders require no stop or limit price", Buy with { LimitPrice = 99m }, 40010001 },
        { "trailing stop orders must specify one of trail_price or trail_percent", Order(Side.Sell, 1m, OrderType.TrailingStop), 40010001 },
        { "trail_percent must be >= 0.1", Order(Side.Sell, 1m, OrderType.TrailingStop) with { TrailPercent = 0.05m }, 40010001 },
        { "invalid time_in_force", Order(Side.Buy, 1m, OrderType.Stop, TimeInForce.Ioc) with { StopPrice = 101m }, 40010001 },
        { "client_order_id must be no more than 128 characters", Buy with { ClientOrderId = new string('x', 129) }, 40010001 },
        { "asset \"ZZZ\" not found", Buy with { Symbol = "ZZZ" }, 42210000 },
        { "asset OFF is not active", Buy with { Symbol = "OFF" }, 42210000 },
        { "invalid limit_price 99.123. sub-penny increment does not fulfill minimum pricing criteria", LimitBuy with { LimitPrice = 99.123m }, 42210000 },
        { "invalid stop_price 101.001. sub-penny", Order(Side.Buy, 1m, OrderType.Stop) with { StopPrice = 101.001m }, 42210000 },
        { "extended hours order must be DAY or GTC limit orders", Buy with { ExtendedHours = true }, 42210000 },
        { "fractional orders must be DAY orders", Buy with { Quantity = 1.5m, TimeInForce = TimeInForce.Gtc }, 42210000 },
        { "fractional orders must be simple orders", Bracket() with { Quantity = 1.5m, TimeInForce = TimeInForce.Day }, 42210000 },
        { "fractional orders cannot be sold short", Order(Side.Sell, 0.5m), 42210000 },
        { "asset \"WHOLE\" is not fractionable", Buy with { Symbol = "WHOLE", Quantity = 1.5m }, 42210000 },
        { "notional amount must be >= 1.00", Buy with { Quantity = null, Notional = 0.5m }, 42210000 },
        { "asset \"NOSHORT\" cannot be sold short", Order(Side.Sell, 1m) with { Symbol = "NOSHORT" }, 42210000 },
        { "only day orders are allowed for hard-to-borrow asset \"HARD\"", Order(Side.Sell, 1m, time: TimeInForce.Gtc) with { Symbol = "HARD" }, 42210000 },
        { "stop price must be less than current price", Order(Side.Sell, 1m, OrderType.Stop) with { StopPrice = 100m }, 42210000 },
        { "stop price must be greater than current price", Order(Side.Buy, 1m, OrderType.Stop) with { StopPrice = 100m }, 42210000 },
        { "stop_loss.stop_price must be <= base_price - 0.01", Bracket() with { StopLossPrice = 100m }, 42210000 },
        { "take_profit.limit_price must be >= base_price + 0.01", Bracket() with { TakeProfitPrice = 100.50m }, 42210000 },
        { "bracket orders must be day or gtc", Bracket() with { TimeInForce = TimeInForce.Ioc }, 42210000 },
        { "bracket orders require take_profit.limit_price", Bracket() with { TakeProfitPrice = null }, 40010001 },
        { "bracket orders require stop_loss.stop_price", Bracket() with { StopLossPrice = null }, 40010001 },
        { "oto orders require either take_profit or stop_loss", Bracket() with { Class = OrderClass.Oto }, 40010001 },
        { "oco orders must be exit orders", Oco(), 42210000 },
        { "simple orders accept no take_profit or stop_loss", LimitBuy with { StopLossPrice = 90m }, 40010001 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_with_the_venues_code_and_text(string message, OrderRequest request, int code)
    {
        var refusal = new VenueUnderTest().Refused(request);

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((422, code), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Refuses_a_client_order_id_that_was_ever_used()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(LimitBuy with { ClientOrderId = "one" });
        venue.Cancel(order);

        var refusal = venue.Refused(LimitBuy with { ClientOrderId = "one" });

        Assert.Equal("client_order_id must be unique", refusal.Message);
        Assert.Equal((422, 40010001), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Refuses_what_the_account_cannot_pay_and_says_what_it_has()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Configure(new AccountConfiguration { MaxMarginMultiplier = 1 }, venue.Now);

        var refusal = venue.Refused(LimitBuy with { Quantity = 1011m });

        Assert.Equal((403, 40310000, "insufficient buying power"), (refusal.Status, refusal.Code, refusal.Message));
        Assert.Equal("100000", refusal.Details["buying_power"]);
        Assert.Equal("100089", refusal.Details["cost_basis"]);
    }

    [Fact]
    public void Refuses_every_order_while_trading_is_suspended()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Configure(new AccountConfiguration { SuspendTrade = true }, venue.Now);

        Assert.Equal("new orders are rejected by user request", venue.Refused(Buy).Message);
    }

    [Fact]
    public void Refuses_a_short_sale_when_the_account_wants_none()
    {
        var venue = new VenueUnderTest();
        venue.Venue.Configure(new AccountConfiguration { NoShorting = true }, venue.Now);

        var refusal = venue.Refused(Order(Side.Sell, 1m));

        Assert.Equal((403, "account is not allowed to short"), (refusal.Status, refusal.Message));
    }

    [Fact]
    public void Refuses_a_bracket_on_a_symbol_that_is_held()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);

        Assert.Equal("bracket orders must be entry orders", venue.Refused(Bracket()).Message);
    }

    [Fact]
    public void Refuses_a_short_sell_while_a_long_buy_is_open_and_the_mirror()
    {
        var venue = new VenueUnderTest();
        venue.Send(LimitBuy);
        venue.Send(Order(Side.Sell, 1m, OrderType.Limit) with { Symbol = "BBB", LimitPrice = 120m });

        Assert.Equal("cannot open a short sell while a long buy order is open", venue.Refused(Order(Side.Sell, 1m)).Message);
        Assert.Equal("cannot open a long buy while a short sell order is open", venue.Refused(Buy with { Symbol = "BBB" }).Message);
    }

    [Theory]
    [InlineData(OrderType.Stop, "opposite side market/stop order exists")]
    [InlineData(OrderType.Limit, null)]
    public void Refuses_a_wash_trade_against_a_resting_stop_but_not_against_a_higher_limit(OrderType resting, string? reason)
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);
        venue.Send(Order(Side.Sell, 5m, resting) with { StopPrice = resting == OrderType.Stop ? 95m : null, LimitPrice = resting == OrderType.Limit ? 120m : null });

        var refusal = venue.Venue.Submit(LimitBuy, venue.Now).Refusal;

        if (reason is null)
        {
            Assert.Null(refusal);
            return;
        }

        Assert.Equal("potential wash trade detected. use complex orders", refusal!.Message);
        Assert.Equal(reason, refusal.Details["reject_reason"]);
    }

    [Fact]
    public void Refuses_a_limit_that_would_meet_its_own_opposite_limit()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);
        venue.Send(Order(Side.Sell, 5m, OrderType.Limit) with { LimitPrice = 101m });

        Assert.Equal("opposite side limit order exists", venue.Refused(LimitBuy with { LimitPrice = 101m }).Details["reject_reason"]);
    }

    [Fact]
    public void Refuses_to_sell_reserved_shares_and_tells_who_holds_them()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);
        var holder = venue.Send(Order(Side.Sell, 10m, OrderType.Stop, TimeInForce.Gtc) with { StopPrice = 95m });

        var refusal = venue.Refused(Order(Side.Sell, 10m));

        Assert.Equal("insufficient qty available for order (requested: 10, available: 0)", refusal.Message);
        Assert.Equal(("10", "10", "0"), (refusal.Details["existing_qty"], refusal.Details["held_for_orders"], refusal.Details["available"]));
        Assert.Equal([holder.Id], refusal.RelatedOrders);
        Assert.Equal((403, 40310000), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Refuses_to_cancel_what_is_over_or_unknown()
    {
        var venue = new VenueUnderTest();
        var order = venue.Send(Buy);

        Assert.Equal("order is already in \"filled\" state", venue.Venue.Cancel(order.Id, venue.Now)!.Message);
        Assert.Equal(404, venue.Venue.Cancel(Guid.Empty, venue.Now)!.Status);
        Assert.Equal("position does not exist", venue.Venue.Close("BBB", null, venue.Now).Refusal!.Message);
    }
}
