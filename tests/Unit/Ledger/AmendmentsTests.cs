using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class AmendmentsTests
{
    private static readonly VenueOrder Buy = Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled);
    private static readonly VenueOrder Sell = Order("stop", OrderSide.Sell, 10, 4, 99, OrderStatus.PartiallyFilled, OrderType.Stop, stop: 98);

    [Fact]
    public void A_buy_that_never_was_takes_its_shares_and_its_money_back()
    {
        var position = Amendments.Apply(Bought(), Buy, Amendment(AdjustmentKind.Bust, 4, 100));

        Assert.Equal((6m, 600m, 6m, 100m), (position.Quantity.Value, position.EntryNotional.Value, position.EntryQuantity.Value, position.AverageEntryPrice!.Value.Value));
        Assert.Equal(10, position.BoughtQuantity.Value);
    }

    [Fact]
    public void A_sale_that_never_was_gives_the_shares_back_to_the_position_that_is_still_held()
    {
        var sold = PositionFold.Update(Bought(), Sell, Execution("stop", OrderSide.Sell, 4, 99, 4, 5), Stop, Noon).Position;
        var position = Amendments.Apply(sold, Sell, Amendment(AdjustmentKind.Bust, 4, 99));

        Assert.Equal((10m, 0m, 0m), (position.Quantity.Value, position.ExitNotional.Value, position.ExitQuantity.Value));
    }

    [Fact]
    public void A_sale_of_a_closed_trade_that_never_was_is_a_position_at_the_price_it_went_for()
    {
        var all = Sell with { FilledQuantity = new Shares(10), Status = OrderStatus.Filled };
        var closed = PositionFold.Update(Bought(), all, Execution("stop", OrderSide.Sell, 10, 99, 10, 5), Stop, Noon).Position;
        var position = Amendments.Apply(closed, all, Amendment(AdjustmentKind.Bust, 10, 99));

        Assert.Equal((10m, 99m, RoundTrip.AdoptedStrategy), (position.Quantity.Value, position.AverageEntryPrice!.Value.Value, position.Strategy));
        Assert.NotEqual(closed.TradeId, position.TradeId);
    }

    [Fact]
    public void A_corrected_price_changes_the_money_and_not_the_shares()
    {
        var position = Amendments.Apply(Bought(), Buy with { FilledAveragePrice = new Price(101) }, Amendment(AdjustmentKind.Correction, 10, 101));

        Assert.Equal((10m, 1010m, 101m), (position.Quantity.Value, position.EntryNotional.Value, position.AverageEntryPrice!.Value.Value));
    }

    [Fact]
    public void A_second_correction_is_counted_from_the_first()
    {
        var first = Amendments.Apply(Bought(), Buy with { FilledAveragePrice = new Price(101) }, Amendment(AdjustmentKind.Correction, 10, 101));
        var second = Amendments.Apply(first, Buy with { FilledAveragePrice = new Price(99) }, Amendment(AdjustmentKind.Correction, 10, 99, second: 61));

        Assert.Equal(990, second.EntryNotional.Value);
    }

    [Fact]
    public void Of_several_executions_the_corrected_mean_is_taken_to_the_cent()
    {
        var position = Amendments.Apply(Bought(), Buy with { FilledAveragePrice = new Price(100.3333m) }, Amendment(AdjustmentKind.Correction, 3, 101));

        Assert.Equal(1003.33m, position.EntryNotional.Value);
    }

    [Fact]
    public void An_amendment_that_is_told_again_changes_nothing()
    {
        var bust = Amendment(AdjustmentKind.Bust, 4, 100);
        var position = Amendments.Apply(Bought(), Buy, bust);

        Assert.Same(position, Amendments.Apply(position, Buy, bust));
    }

    [Fact]
    public void An_amendment_is_owed_until_a_position_written_after_it_or_with_it_holds_it()
    {
        var amendment = Amendment(AdjustmentKind.Bust, 4, 100);
        var update = new OrderUpdate
        {
            Id = "u",
            CorrelationId = "c",
            CausationId = "entry",
            VenueTime = Noon,
            MachineTime = Noon.AddSeconds(60),
            Account = "demo",
            Event = "trade_bust",
            Order = Buy,
            Amendment = amendment,
        };
        var before = Bought() with { Id = "position-1", CausationId = "other", MachineTime = Noon.AddSeconds(50) };

        Assert.True(Amendments.IsOwed(before, update));
        Assert.True(Amendments.IsOwed(before with { CausationId = "entry", MachineTime = Noon.AddSeconds(61) }, update));
        Assert.False(Amendments.IsOwed(before with { MachineTime = Noon.AddSeconds(61) }, update));
        Assert.False(Amendments.IsOwed(Amendments.Apply(before, Buy, amendment) with { CausationId = "entry", MachineTime = Noon.AddSeconds(61) }, update));
        Assert.False(Amendments.IsOwed(Empty, update));
    }

    [Fact]
    public void What_REST_repeats_of_a_corrected_execution_is_not_counted_over_the_correction()
    {
        var corrected = Amendments.Apply(Bought(), Buy with { FilledAveragePrice = new Price(101) }, Amendment(AdjustmentKind.Correction, 10, 101));

        var asItWas = PositionFold.Reading(corrected, Buy with { FilledAveragePrice = new Price(101) }, [Execution("entry", OrderSide.Buy, 10, 100, 10, 0)], Entry, Noon).Position;
        var asItIs = PositionFold.Reading(corrected, Buy with { FilledAveragePrice = new Price(101) }, [Execution("entry", OrderSide.Buy, 10, 101, 10, 0)], Entry, Noon).Position;

        Assert.Equal((1010m, 1010m), (asItWas.EntryNotional.Value, asItIs.EntryNotional.Value));
    }

    private static ExecutionAmendment Amendment(AdjustmentKind kind, decimal quantity, decimal price, int second = 60) => new()
    {
        Id = $"execution-{second}",
        Kind = kind,
        Quantity = new Shares(quantity),
        Price = new Price(price),
        At = Noon.AddSeconds(second),
    };
}
