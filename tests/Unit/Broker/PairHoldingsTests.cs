using Pipeline.Broker.Port;
using Pipeline.Broker.Rest;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class PairHoldingsTests
{
    private static readonly Symbol Bitcoin = new("BTC/USD");

    [Fact]
    public void A_fee_that_is_owed_is_not_ours() => Assert.Equal(0.9975m, PairHoldings.Owned(Held(1m, 0.9975m), [], bought: 1m));

    [Fact]
    public void What_working_sales_hold_is_ours() => Assert.Equal(0.9975m, PairHoldings.Owned(Held(1m, 0m), [Sale(0.9975m)], bought: 1m));

    [Fact]
    public void After_a_sale_of_everything_nothing_is_ours_though_the_venue_still_shows_the_fee() =>
        Assert.Equal(0m, PairHoldings.Owned(Held(0.0025m, 0m), [], bought: 1m));

    [Fact]
    public void A_venue_that_takes_the_fee_at_once_owes_and_is_owed_nothing() => Assert.Equal(0.9975m, PairHoldings.Owned(Held(0.9975m, 0.9975m), [], bought: 1m));

    [Fact]
    public void What_no_fee_explains_is_still_held()
    {
        // A sale was just canceled, and its coins are not set free yet.
        Assert.Equal(1m, PairHoldings.Owned(Held(1m, 0m), [], bought: 1m));
        Assert.Equal(1m, PairHoldings.Owned(Held(1m, 0.9969m), [], bought: 1m));
    }

    [Fact]
    public void Sales_of_other_symbols_and_those_that_ended_hold_nothing()
    {
        var other = Sale(0.5m) with { Symbol = new Symbol("ETH/USD") };
        var ended = Sale(0.5m) with { Status = OrderStatus.Canceled };
        Assert.Equal(0.9975m, PairHoldings.Owned(Held(1m, 0.9975m), [other, ended], bought: 1m));
    }

    [Theory]
    [InlineData(0.99755, 0.0001, 0.0001, 0.9975)]
    [InlineData(0.00009, 0.0001, 0.00001, 0)]
    [InlineData(0.5, 1.0, 0.1, 0)]
    [InlineData(1.23456789, null, null, 1.23456789)]
    public void Only_whole_steps_of_at_least_the_smallest_order_can_be_sold(double quantity, double? smallest, double? step, double sellable) =>
        Assert.Equal((decimal)sellable, PairHoldings.Sellable((decimal)quantity, new AssetFacts { SmallestOrder = (decimal?)smallest, QuantityStep = (decimal?)step }));

    private static VenuePosition Held(decimal quantity, decimal available) => new(Bitcoin, quantity, available, 60_000m, null);

    private static VenueOrder Sale(decimal quantity) => new()
    {
        VenueOrderId = "stop",
        ClientOrderId = "stop",
        Symbol = Bitcoin,
        Side = OrderSide.Sell,
        Type = OrderType.StopLimit,
        TimeInForce = TimeInForce.Gtc,
        Class = OrderClass.Simple,
        Status = OrderStatus.New,
        RawStatus = "new",
        Quantity = new Shares(quantity),
        FilledQuantity = Shares.Zero,
    };
}
