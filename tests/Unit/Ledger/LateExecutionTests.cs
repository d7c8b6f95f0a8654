using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

/// <summary>The venue rounds a mean price to six decimals: half a share at 20 and 0.3333 at 10 are 13.333 dollars, and no sum of cents says so.</summary>
public sealed class LateExecutionTests
{
    // 0.5 at 20 and 0.3333 at 10 are 13.333; the mean is 16.000240, and 13.332999992 in all.
    private static readonly VenueOrder Filled = Order("entry", OrderSide.Buy, 0.8333m, 0.8333m, 16.000240m, OrderStatus.Filled);
    private static readonly Execution First = Execution("entry", OrderSide.Buy, 0.5m, 20, 0.5m, 0);
    private static readonly Execution Second = Execution("entry", OrderSide.Buy, 0.3333m, 10, 0.8333m, 1);
    private static readonly Money Rounded = new(13.332999992m);
    private static readonly Money Exact = new(13.333m);

    [Fact]
    public void An_order_read_before_its_executions_are_told_is_exact_once_they_are()
    {
        var read = PositionFold.Reading(Empty, Filled, [], Entry, Noon).Position;
        Assert.Equal(Rounded, read.BoughtNotional);

        var told = PositionFold.Update(read, Order("entry", OrderSide.Buy, 0.8333m, 0.5m, 20, OrderStatus.PartiallyFilled), First, Entry, Noon).Position;
        Assert.Equal((new Shares(0.8333m), Rounded), (told.Quantity, told.BoughtNotional));
        told = PositionFold.Update(told, Filled, Second, Entry, Noon).Position;

        Assert.Equal((new Shares(0.8333m), Exact), (told.Quantity, told.BoughtNotional));
        Assert.Null(Assert.Single(told.Orders).CountedQuantity);
        Assert.Equal(told, PositionFold.Update(told, Filled, Second, Entry, Noon).Position);
    }

    [Fact]
    public void Told_again_the_first_execution_counts_once_and_the_sum_waits_for_the_second()
    {
        var heard = PositionFold.Update(Empty, Order("entry", OrderSide.Buy, 0.8333m, 0.5m, 20, OrderStatus.PartiallyFilled), First, Entry, Noon).Position;
        var read = PositionFold.Reading(heard, Filled, [], Entry, Noon).Position;

        var again = PositionFold.Update(read, Filled, First, Entry, Noon).Position;
        Assert.Equal((new Shares(0.8333m), Rounded), (again.Quantity, again.BoughtNotional));

        Assert.Equal(Exact, PositionFold.Update(again, Filled, Second, Entry, Noon).Position.BoughtNotional);
    }

    [Theory]
    [InlineData("37.503774", 53, "1987.70")]
    [InlineData("59.846667", 33, "1974.94")]
    [InlineData("100", 10, "1000")]
    [InlineData("59.86125", 2, "119.7225")]
    [InlineData("0.333333", 3, "1")]
    public void Whole_shares_cost_the_sum_that_their_mean_is_the_rounding_of(string mean, int quantity, string sum) =>
        Assert.Equal(Dollars(sum), MeanPrice.Notional(new Price(Dollars(mean).Value), new Shares(quantity)));

    [Fact]
    public void A_mean_that_no_sum_rounds_to_is_taken_as_it_is() =>
        Assert.Equal(new Money(1.1111106m), MeanPrice.Notional(new Price(0.5555553m), new Shares(2)));

    [Fact]
    public void A_reading_with_all_executions_is_exact_at_once()
    {
        var read = PositionFold.Reading(Empty, Filled, [], Entry, Noon).Position;

        var counted = PositionFold.Reading(read, Filled, [Second, First], Entry, Noon).Position;

        Assert.Equal(Exact, counted.BoughtNotional);
        Assert.Null(Assert.Single(counted.Orders).CountedQuantity);
    }

    private static Money Dollars(string text) => new(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
