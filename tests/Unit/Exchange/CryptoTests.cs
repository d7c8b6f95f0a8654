using Pipeline.Exchange;
using static Pipeline.Tests.Unit.Exchange.VenueUnderTest;

namespace Pipeline.Tests.Unit.Exchange;

public sealed class CryptoTests
{
    private static readonly DateTimeOffset Saturday = NewYork.At(new DateOnly(2026, 1, 10), new TimeOnly(23, 0));
    private static readonly OrderRequest Buy = Order(Side.Buy, 1m, time: TimeInForce.Gtc) with { Symbol = "BTC/USD" };

    public static TheoryData<string, OrderRequest, int, int> Refusals() => new()
    {
        { "invalid crypto time_in_force", Buy with { TimeInForce = TimeInForce.Day }, 422, 42210000 },
        { "invalid crypto time_in_force", Buy with { TimeInForce = TimeInForce.Fok }, 422, 42210000 },
        { "invalid order type for crypto order", Buy with { Type = OrderType.Stop, StopPrice = 101m }, 422, 42210000 },
        { "invalid order type for crypto order", Buy with { Type = OrderType.TrailingStop, TrailPercent = 1m }, 422, 42210000 },
        { "crypto orders not allowed for advanced order_class: bracket", Buy with { Class = OrderClass.Bracket, TakeProfitPrice = 110m, StopLossPrice = 90m }, 422, 42210000 },
        { "simple orders accept no take_profit or stop_loss", Buy with { TakeProfitPrice = 110m }, 422, 40010001 },
        { "simple orders accept no take_profit or stop_loss", Buy with { StopLossPrice = 90m }, 422, 40010001 },
        { "cost basis must be >= minimal amount of order 10", Buy with { Quantity = 0.05m }, 403, 40310000 },
        { "cost basis must be >= minimal amount of order 10", Buy with { Quantity = null, Notional = 9.99m }, 403, 40310000 },
        { "qty must be >= minimal qty of order 0.0001", Buy with { Quantity = 0.00001m }, 422, 42210000 },
        { "qty must be a multiple of 0.0001", Buy with { Quantity = 1.00005m }, 422, 42210000 },
        { "invalid limit_price 99.001. price must be a multiple of 0.01", Buy with { Type = OrderType.Limit, LimitPrice = 99.001m }, 422, 42210000 },
        { "insufficient balance for USD", Buy with { Quantity = 1001m }, 403, 40310000 },
        { "insufficient balance for BTC", Buy with { Side = Side.Sell }, 403, 40310000 },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refuses_with_the_venues_code_and_text(string message, OrderRequest request, int status, int code)
    {
        var refusal = new VenueUnderTest().Refused(request);

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void A_sale_is_not_changed_into_one_of_coins_that_are_not_there()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);
        var sale = venue.Send(Buy with { Side = Side.Sell, Quantity = 0.5m, Type = OrderType.Limit, LimitPrice = 120m });

        var refusal = venue.Venue.Replace(sale.Id, new ReplaceRequest { Quantity = 2m }, venue.Now).Refusal!;

        Assert.StartsWith("insufficient balance for BTC (requested: 2, available: 0.99", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((403, 40310000), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Trades_at_night_and_on_weekends_in_either_spelling()
    {
        var venue = new VenueUnderTest(start: Saturday);

        var order = venue.Send(Buy with { Symbol = "BTCUSD" });

        Assert.Equal(("BTC/USD", AssetClass.Crypto, OrderStatus.Filled), (order.Symbol, order.AssetClass, order.Status));
        Assert.Equal("BTCUSD", Asset.PositionSymbolOf(order.Symbol));
    }

    [Fact]
    public void A_stop_limit_is_elected_at_night()
    {
        var venue = new VenueUnderTest(start: Saturday);
        venue.Send(Buy);
        var stop = venue.Send(Buy with { Side = Side.Sell, Quantity = 0.9m, Type = OrderType.StopLimit, StopPrice = 95m, LimitPrice = 90m });

        venue.Trade(94m, "BTC/USD");

        Assert.Equal(OrderStatus.Filled, venue.Get(stop).Status);
    }

    [Fact]
    public void The_fee_of_a_buy_is_owed_in_the_asset_and_booked_when_the_day_ends()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);
        Assert.Equal((1m, 0.9975m), (venue.State.Ledger.QuantityOf("BTC/USD"), venue.State.Ledger.OwnOf("BTC/USD")));
        Assert.StartsWith("insufficient balance for BTC (requested: 1, available: 0.9975)", venue.Refused(Buy with { Side = Side.Sell }).Message, StringComparison.Ordinal);
        var cash = venue.State.Ledger.Cash;

        venue.At(new DateTimeOffset(2026, 1, 5, 23, 59, 59, TimeSpan.Zero));
        Assert.Empty(venue.State.Ledger.Adjustments);
        venue.At(new DateTimeOffset(2026, 1, 6, 0, 0, 0, TimeSpan.Zero));

        var fee = Assert.Single(venue.State.Ledger.Adjustments);
        Assert.Equal((AdjustmentKind.CryptoFee, -0.0025m, 0m), (fee.Kind, fee.Quantity, fee.Cash));
        Assert.Equal((0.9975m, cash), (venue.State.Ledger.QuantityOf("BTC/USD"), venue.State.Ledger.Cash));
        Assert.Equal(-0.0025m * 100.01m, venue.State.Ledger.Realized);
    }

    [Fact]
    public void The_fee_of_a_resting_sale_is_smaller_and_owed_in_dollars()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);
        var sale = venue.Send(Buy with { Side = Side.Sell, Quantity = 0.5m, Type = OrderType.Limit, LimitPrice = 110m });
        venue.Trade(110.01m, "BTC/USD");

        Assert.Equal(OrderStatus.Filled, venue.Get(sale).Status);
        Assert.Equal(0.0825m, venue.State.Ledger.Executions[^1].FeeDollars);
        Assert.Equal(0.0825m, venue.Venue.Figures(venue.Now).AccruedFees);
    }

    [Fact]
    public void Closing_a_position_sells_what_no_fee_is_owed_of()
    {
        var venue = new VenueUnderTest();
        venue.Send(Buy);

        var order = venue.Venue.Close("BTCUSD", null, venue.Now).Order!;
        venue.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((0.9975m, OrderStatus.Filled), (venue.Get(order).FilledQuantity, venue.Get(order).Status));
        venue.At(new DateTimeOffset(2026, 1, 6, 0, 0, 0, TimeSpan.Zero));
        Assert.Null(venue.State.Ledger.Find("BTC/USD"));
    }

    [Fact]
    public void Crypto_carries_no_margin()
    {
        var venue = new VenueUnderTest();
        Assert.Equal((400_000m, 100_000m), (venue.Venue.Figures(venue.Now).BuyingPower, venue.Venue.Figures(venue.Now).NonMarginableBuyingPower));

        venue.Send(Buy with { Quantity = 500m });

        // Bought at 100.01 and marked at 100.00: equity 99 995, half of it in cash.
        var figures = venue.Venue.Figures(venue.Now);
        Assert.Equal((49_995m, 4m * 49_995m), (figures.NonMarginableBuyingPower, figures.BuyingPower));
    }
}
