using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class ExecutionSlippageTests
{
    private static readonly QuoteValues Quote = new() { Bid = new Price(99.9m), Ask = new Price(100.1m), BidSize = new Shares(1), AskSize = new Shares(1), At = default };

    [Theory]
    [InlineData(OrderSide.Buy, OrderRole.Entry, "100.5", "0.005")]
    [InlineData(OrderSide.Buy, OrderRole.Entry, "99.9", "-0.001")]
    [InlineData(OrderSide.Sell, OrderRole.Exit, "98.9", "0.011")]
    [InlineData(OrderSide.Sell, OrderRole.Exit, "100.2", "-0.002")]
    public void Entries_and_exits_are_measured_against_the_middle_of_the_quote_they_were_decided_on(OrderSide side, OrderRole role, string paid, string fraction)
    {
        var slippage = ExecutionSlippage.Of(Order(side, paid), role, Quote);

        Assert.Equal(new ExecutionSlippage(new Price(100m), Decimal(fraction)), slippage);
    }

    [Fact]
    public void A_stop_is_measured_against_where_it_rested() =>
        Assert.Equal(new ExecutionSlippage(new Price(95m), Decimal("0.02")), ExecutionSlippage.Of(Order(OrderSide.Sell, "93.1", stop: 95m), OrderRole.Stop, Quote));

    [Fact]
    public void Nothing_is_told_where_there_is_nothing_to_compare()
    {
        Assert.Null(ExecutionSlippage.Of(Order(OrderSide.Buy, "100"), OrderRole.Entry, decidedOn: null));
        Assert.Null(ExecutionSlippage.Of(Order(OrderSide.Buy, "100"), OrderRole.Entry, Quote with { Bid = null }));
        Assert.Null(ExecutionSlippage.Of(Order(OrderSide.Buy, "100"), OrderRole.Entry, Quote with { Bid = new Price(101m) }));
        Assert.Null(ExecutionSlippage.Of(Order(OrderSide.Sell, "100"), OrderRole.TakeProfit, Quote));
        Assert.Null(ExecutionSlippage.Of(Order(OrderSide.Sell, "100"), OrderRole.Stop, Quote));
        Assert.Null(ExecutionSlippage.Of(Order(OrderSide.Buy, "100") with { FilledAveragePrice = null }, OrderRole.Entry, Quote));
    }

    private static VenueOrder Order(OrderSide side, string paid, decimal? stop = null) => new()
    {
        VenueOrderId = "order-1",
        ClientOrderId = "client-1",
        Symbol = new Symbol("AAPL"),
        Side = side,
        Type = stop is null ? OrderType.Limit : OrderType.Stop,
        TimeInForce = TimeInForce.Gtc,
        Class = OrderClass.Simple,
        Status = OrderStatus.Filled,
        RawStatus = "filled",
        Quantity = new Shares(1),
        FilledQuantity = new Shares(1),
        FilledAveragePrice = new Price(Decimal(paid)),
        StopPrice = stop is { } at ? new Price(at) : null,
    };

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
