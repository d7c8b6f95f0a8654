using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class FeeInKindTests
{
    private static readonly Symbol Bitcoin = new("BTC/USD");

    [Theory]
    [InlineData("BTC/USD", -0.0025, true)]
    [InlineData("BTC/USD", -0.01, true)]
    [InlineData("BTC/USD", -0.010000001, false)]
    [InlineData("BTC/USD", 0.0025, false)]
    [InlineData("BTC/USD", 0, false)]
    [InlineData("ACME", -0.0025, false)]
    public void Explains_a_small_loss_of_coins_and_nothing_else(string symbol, double change, bool explains) =>
        Assert.Equal(explains, FeeInKind.Explains(Coins() with { Symbol = new Symbol(symbol) }, (decimal)change));

    [Fact]
    public void Explains_no_more_than_what_was_bought_can_cost()
    {
        // One coin bought, of which 0.9975 were sold: what is left is the fee of the purchase.
        var rest = Coins() with { Quantity = new Shares(0.0025m), SoldQuantity = new Shares(0.9975m) };
        Assert.True(FeeInKind.Explains(rest, -0.0025m));
        Assert.False(FeeInKind.Explains(rest with { BoughtQuantity = new Shares(0.1m) }, -0.0025m));
    }

    [Fact]
    public void A_pair_counts_as_covered_without_its_fee_and_a_stock_only_as_a_whole()
    {
        Assert.Equal(0.99m, FeeInKind.LeastLeft(Coins()));
        Assert.Equal(10m, FeeInKind.LeastLeft(Bought()));
        var stop = Order("stop", OrderSide.Sell, 0.9975m, type: OrderType.StopLimit, stop: 98, orderClass: OrderClass.Simple) with { Symbol = Bitcoin };
        Assert.Equal(GuardDecision.Verified, ProtectionGuard.Check(GuardWatch.None, Coins(), [stop], trades: true, TimeSpan.FromSeconds(2), Noon).Decision);
        var half = stop with { Quantity = new Shares(0.5m) };
        Assert.NotEqual(GuardDecision.Verified, ProtectionGuard.Check(GuardWatch.None, Coins(), [half], trades: true, TimeSpan.FromSeconds(2), Noon).Decision);
    }

    [Fact]
    public void Once_booked_it_is_not_taken_off_again()
    {
        var booked = PositionFold.Adjust(Coins(), Fee(-0.0025m), null, null);
        Assert.Equal(new Shares(0.9975m), booked.Quantity);
        Assert.Equal(booked, PositionFold.Adjust(booked, Fee(-0.0025m), null, null));
        Assert.Equal(0.99m, FeeInKind.LeastLeft(booked));
    }

    [Fact]
    public void The_coins_that_went_as_a_fee_are_part_of_what_a_trade_cost()
    {
        var sold = PositionFold.Update(
            PositionFold.Adjust(Coins(), Fee(-0.0025m), null, null),
            Order("exit", OrderSide.Sell, 0.9975m, 0.9975m, 110, OrderStatus.Filled, orderClass: OrderClass.Simple) with { Symbol = Bitcoin },
            Execution("exit", OrderSide.Sell, 0.9975m, 110, 0.9975m, 60) with { Symbol = Bitcoin },
            new OrderOrigin(OrderRole.Exit, "trade-1"),
            Noon).Position;
        Assert.NotNull(sold.ClosedAt);

        var trade = ClosedTrade.Of(sold, Wanted(), Noon, Noon)!;
        // 0.9975 x 110 received, 100 paid.
        Assert.Equal((new Shares(0.9975m), new Money(9.725m)), (trade.Quantity, trade.Profit));
    }

    private static Position Coins() => PositionFold.Update(
        PositionFold.Empty("demo", Bitcoin),
        Order("entry", OrderSide.Buy, 1, 1, 100, OrderStatus.Filled, orderClass: OrderClass.Simple) with { Symbol = Bitcoin },
        Execution("entry", OrderSide.Buy, 1, 100, 1, 0) with { Symbol = Bitcoin },
        Entry,
        Noon).Position;

    private static PositionAdjustment Fee(decimal change) => new() { Id = "fee", Kind = AdjustmentKind.FeeInKind, QuantityChange = change, At = Noon.AddSeconds(10) };

    private static SellSignal Wanted() => new()
    {
        Id = "wanted",
        CorrelationId = "signal-1",
        CausationId = "signal-1",
        VenueTime = Noon,
        MachineTime = Noon,
        Account = "demo",
        Symbol = Bitcoin,
        Epoch = 1,
        TradeId = "trade-1",
        Strategy = "momentum",
        Want = WantedState.Exit,
        Quantity = Shares.Zero,
        Reason = ExitReason.TimeLimit,
    };
}
