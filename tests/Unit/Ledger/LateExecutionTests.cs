using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

/// <summary>The venue rounds a mean price to six decimals: 20 at 37.51 and 33 at 37.50 are 1987.70 dollars, the mean times 53 is 1987.700022.</summary>
public sealed class LateExecutionTests
{
    private static readonly VenueOrder Filled = Order("entry", OrderSide.Buy, 53, 53, 37.503774m, OrderStatus.Filled);
    private static readonly Execution First = Execution("entry", OrderSide.Buy, 20, 37.51m, 20, 0);
    private static readonly Execution Second = Execution("entry", OrderSide.Buy, 33, 37.50m, 53, 1);

    [Fact]
    public void An_order_read_before_its_executions_are_told_is_exact_once_they_are()
    {
        var read = PositionFold.Reading(Empty, Filled, [], Entry, Noon).Position;
        Assert.Equal(new Money(1987.700022m), read.BoughtNotional);

        var told = PositionFold.Update(read, Order("entry", OrderSide.Buy, 53, 20, 37.51m, OrderStatus.PartiallyFilled), First, Entry, Noon).Position;
        Assert.Equal((new Shares(53), new Money(1987.700022m)), (told.Quantity, told.BoughtNotional));
        told = PositionFold.Update(told, Filled, Second, Entry, Noon).Position;

        Assert.Equal((new Shares(53), new Money(1987.70m)), (told.Quantity, told.BoughtNotional));
        Assert.Null(Assert.Single(told.Orders).CountedQuantity);
        Assert.Equal(told, PositionFold.Update(told, Filled, Second, Entry, Noon).Position);
    }

    [Fact]
    public void Told_again_the_first_execution_counts_once_and_the_sum_waits_for_the_second()
    {
        var heard = PositionFold.Update(Empty, Order("entry", OrderSide.Buy, 53, 20, 37.51m, OrderStatus.PartiallyFilled), First, Entry, Noon).Position;
        var read = PositionFold.Reading(heard, Filled, [], Entry, Noon).Position;

        var again = PositionFold.Update(read, Filled, First, Entry, Noon).Position;
        Assert.Equal((new Shares(53), new Money(1987.700022m)), (again.Quantity, again.BoughtNotional));

        Assert.Equal(new Money(1987.70m), PositionFold.Update(again, Filled, Second, Entry, Noon).Position.BoughtNotional);
    }

    [Fact]
    public void A_reading_with_all_executions_is_exact_at_once()
    {
        var read = PositionFold.Reading(Empty, Filled, [], Entry, Noon).Position;

        var counted = PositionFold.Reading(read, Filled, [Second, First], Entry, Noon).Position;

        Assert.Equal(new Money(1987.70m), counted.BoughtNotional);
        Assert.Null(Assert.Single(counted.Orders).CountedQuantity);
    }
}
