using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class PositionFoldTests
{
    [Fact]
    public void Opens_a_round_trip_with_the_first_execution_of_an_entry()
    {
        var position = Bought();

        Assert.Equal("trade-1", position.TradeId);
        Assert.Equal("momentum", position.Strategy);
        Assert.Equal(new Shares(10), position.Quantity);
        Assert.Equal(new Price(100), position.AverageEntryPrice);
        Assert.Equal(new Price(98), position.InitialStop);
        Assert.Equal(new Price(98), position.WantedStop);
        Assert.Equal(new Price(104), position.TakeProfit);
        Assert.Equal(Noon, position.OpenedAt);
        Assert.True(Assert.Single(position.Orders).Ended);
    }

    [Fact]
    public void Counts_an_execution_that_is_told_twice_once()
    {
        var order = Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled);

        var again = PositionFold.Update(Bought(), order, Execution("entry", OrderSide.Buy, 10, 100, 10, 0), Entry, Noon);

        Assert.Equal(Shares.Zero, again.Recorded);
        Assert.Equal(new Shares(10), again.Position.Quantity);
    }

    [Fact]
    public void Fills_a_gap_from_what_the_order_says_of_itself()
    {
        // 4 at 100 were lost; 6 at 101 arrive: 10 for 1006 in all.
        var order = Order("entry", OrderSide.Buy, 10, 10, 100.6m, OrderStatus.Filled);

        var step = PositionFold.Update(Empty, order, Execution("entry", OrderSide.Buy, 6, 101, 10, 1), Entry, Noon);

        Assert.False(step.NeedsReading);
        Assert.Equal(new Shares(10), step.Recorded);
        Assert.Equal(new Money(1006), step.Position.BoughtNotional);
    }

    [Fact]
    public void Asks_for_a_reading_when_nobody_told_the_price_of_a_gap()
    {
        var order = Order("entry", OrderSide.Buy, 10, 10, average: null, OrderStatus.Filled);

        var step = PositionFold.Update(Empty, order, Execution("entry", OrderSide.Buy, 6, 101, 10, 1), Entry, Noon);

        Assert.True(step.NeedsReading);
        Assert.Equal(Shares.Zero, step.Position.Quantity);
        Assert.Empty(step.Position.Orders);
    }

    [Fact]
    public void Takes_no_note_of_an_order_that_did_nothing()
    {
        Assert.Empty(PositionFold.Update(Empty, Order("entry", OrderSide.Buy, 10), null, Entry, Noon).Position.Orders);
        Assert.Empty(PositionFold.Update(Empty, Order("stop", OrderSide.Sell, 10, status: OrderStatus.Canceled), null, Stop, Noon).Position.Orders);
    }

    [Fact]
    public void Remembers_an_entry_that_ended_without_an_execution()
    {
        var step = PositionFold.Update(Empty, Order("entry", OrderSide.Buy, 10, status: OrderStatus.Canceled), null, Entry, Noon);

        Assert.Null(step.Position.TradeId);
        var entry = Assert.Single(step.Position.Orders);
        Assert.True(entry.Ended);
        Assert.Equal(Shares.Zero, entry.CumulativeQuantity);
        Assert.Equal("trade-1", entry.TradeId);
    }

    [Fact]
    public void Does_not_end_an_entry_before_all_its_executions_are_in_the_book()
    {
        var canceled = Order("entry", OrderSide.Buy, 10, 7, average: null, OrderStatus.Canceled);

        var step = PositionFold.Update(Empty, canceled, Execution("entry", OrderSide.Buy, 4, 100, 4, 0), Entry, Noon);

        Assert.True(step.NeedsReading);
        Assert.False(Assert.Single(step.Position.Orders).Ended);
    }

    [Theory]
    [InlineData(OrderRole.TakeProfit, null, ExitReason.TakeProfit)]
    [InlineData(OrderRole.Stop, 98.0, ExitReason.VenueStop)]
    [InlineData(OrderRole.Stop, 100.5, ExitReason.TrailingStop)]
    [InlineData(OrderRole.Exit, null, ExitReason.EmergencyExit)]
    [InlineData(OrderRole.Foreign, null, ExitReason.ClosedExternally)]
    public void Closes_with_the_reason_of_the_order_that_sold_the_last_share(OrderRole role, double? stop, ExitReason reason)
    {
        var order = Order("exit", OrderSide.Sell, 10, 10, 101, OrderStatus.Filled, stop: (decimal?)stop);

        var closed = PositionFold.Update(
            Bought(), order, Execution("exit", OrderSide.Sell, 10, 101, 10, 60), new OrderOrigin(role, role == OrderRole.Foreign ? null : "trade-1"), Noon).Position;

        Assert.Equal(Shares.Zero, closed.Quantity);
        Assert.Equal(reason, closed.ExitReason);
        Assert.Equal(Noon.AddSeconds(60), closed.ClosedAt);
        Assert.Equal(new Money(10), closed.ExitNotional - closed.EntryNotional);
    }

    [Fact]
    public void Keeps_the_reason_that_was_decided_when_a_leg_does_the_selling()
    {
        var leaving = Bought() with { ExitReason = ExitReason.TimeLimit, ExitDeadline = Noon.AddSeconds(30) };
        var order = Order("exit", OrderSide.Sell, 10, 10, 101, OrderStatus.Filled);

        var closed = PositionFold.Update(leaving, order, Execution("exit", OrderSide.Sell, 10, 101, 10, 60), TakeProfit, Noon).Position;

        Assert.Equal(ExitReason.TimeLimit, closed.ExitReason);
    }

    [Fact]
    public void Never_holds_less_than_nothing_and_tells_what_was_sold_beyond()
    {
        var order = Order("exit", OrderSide.Sell, 12, 12, 99, OrderStatus.Filled);

        var step = PositionFold.Update(Bought(), order, Execution("exit", OrderSide.Sell, 12, 99, 12, 60), Stop, Noon);

        Assert.Equal(2, step.Oversold);
        Assert.Equal(Shares.Zero, step.Position.Quantity);
        var adjustment = Assert.Single(step.Position.Adjustments);
        Assert.Equal(AdjustmentKind.Correction, adjustment.Kind);
        Assert.Equal(2, adjustment.QuantityChange);
    }

    [Fact]
    public void Takes_the_alarm_back_once_the_late_buy_arrives()
    {
        var sold = PositionFold.Update(
            Bought(4), Order("exit", OrderSide.Sell, 10, 10, 99, OrderStatus.Filled), Execution("exit", OrderSide.Sell, 10, 99, 10, 60), Stop, Noon).Position;

        var late = PositionFold.Update(
            sold, Order("entry", OrderSide.Buy, 10, 10, 100, OrderStatus.Filled), Execution("entry", OrderSide.Buy, 6, 100, 10, 1), Entry, Noon).Position;

        Assert.Empty(late.Adjustments);
        Assert.Equal(Shares.Zero, late.Quantity);
        Assert.Equal(new Shares(10), late.BoughtQuantity);
    }

    [Fact]
    public void Begins_anew_on_the_next_entry_and_keeps_the_epoch()
    {
        var closed = PositionFold.Update(
            Bought() with { Epoch = 7 }, Order("exit", OrderSide.Sell, 10, 10, 99, OrderStatus.Filled), Execution("exit", OrderSide.Sell, 10, 99, 10, 60), Stop, Noon).Position;

        var next = PositionFold.Update(
            closed, Order("entry-2", OrderSide.Buy, 5, 5, 90, OrderStatus.Filled), Execution("entry-2", OrderSide.Buy, 5, 90, 5, 3600), Entry with { TradeId = "trade-2" }, Noon).Position;

        Assert.Equal("trade-2", next.TradeId);
        Assert.Equal(new Shares(5), next.BoughtQuantity);
        Assert.Equal(Shares.Zero, next.SoldQuantity);
        Assert.Null(next.ClosedAt);
        Assert.Null(next.ExitReason);
        Assert.Equal(7, next.Epoch);
        Assert.Equal(3, next.Orders.Count);
    }

    [Fact]
    public void Forgets_the_oldest_orders_of_earlier_round_trips_but_never_an_open_one()
    {
        var open = Order("aaa-open", OrderSide.Buy, 2, 1, 100, OrderStatus.PartiallyFilled);
        var position = PositionFold.Update(Empty, open, null, Entry with { TradeId = "open" }, Noon).Position;

        for (var i = 0; i < 40; i++)
        {
            var canceled = Order($"entry-{i:00}", OrderSide.Buy, 1, status: OrderStatus.Canceled) with { SubmittedAt = Noon.AddMinutes(i) };
            position = PositionFold.Update(position, canceled, null, Entry with { TradeId = $"t{i}" }, Noon).Position;
        }

        Assert.Equal(FoldedOrders.Remembered + 1, position.Orders.Count);
        Assert.Contains(position.Orders, order => order.VenueOrderId == "aaa-open");
        Assert.Contains(position.Orders, order => order.VenueOrderId == "entry-39");
        Assert.DoesNotContain(position.Orders, order => order.VenueOrderId == "entry-00");
    }

    [Fact]
    public void Applies_an_adjustment_once_and_gives_what_was_found_a_trade_and_a_stop()
    {
        var found = new PositionAdjustment { Id = "a", Kind = AdjustmentKind.Adopted, QuantityChange = 7, Price = new Price(50), At = Noon };

        var adopted = PositionFold.Adjust(PositionFold.Adjust(Empty, found, new Price(49), new Price(52)), found, new Price(49), new Price(52));

        Assert.Equal("adopted-ACME-20261120170000", adopted.TradeId);
        Assert.Equal(new Shares(7), adopted.Quantity);
        Assert.Equal(new Price(50), adopted.AverageEntryPrice);
        Assert.Equal(new Price(49), adopted.WantedStop);
        Assert.Equal(Noon, adopted.OpenedAt);
    }

    [Fact]
    public void Closes_a_position_that_somebody_else_closed()
    {
        var gone = new PositionAdjustment { Id = "b", Kind = AdjustmentKind.ClosedExternally, QuantityChange = -10, Price = new Price(103), At = Noon.AddMinutes(5) };

        var closed = PositionFold.Adjust(Bought(), gone, null, null);

        Assert.Equal(ExitReason.ClosedExternally, closed.ExitReason);
        Assert.Equal(Noon.AddMinutes(5), closed.ClosedAt);
        Assert.Equal(new Money(30), closed.ExitNotional - closed.EntryNotional);
    }
}
