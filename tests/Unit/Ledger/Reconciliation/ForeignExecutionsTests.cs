using Pipeline.Contracts.Orders;
using Pipeline.Domain.Ledger.Reconciliation;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

public sealed class ForeignExecutionsTests
{
    [Fact]
    public void A_sale_by_others_explains_what_is_gone() =>
        Assert.Equal(["theirs"], ForeignExecutions.Explaining(Bought(), [Execution("theirs", OrderSide.Sell, 10, 99, 10, 5)], -10));

    [Fact]
    public void Buys_and_sells_together_are_told_in_their_order() =>
        Assert.Equal(
            ["first", "second"],
            ForeignExecutions.Explaining(Empty, [Execution("second", OrderSide.Sell, 3, 99, 3, 6), Execution("first", OrderSide.Buy, 10, 99, 10, 5)], 7));

    [Fact]
    public void What_makes_another_difference_explains_nothing() =>
        Assert.Empty(ForeignExecutions.Explaining(Bought(), [Execution("theirs", OrderSide.Sell, 4, 99, 4, 5)], -10));

    [Fact]
    public void What_is_folded_or_before_the_round_trip_does_not_count() =>
        Assert.Equal(
            ["theirs"],
            ForeignExecutions.Explaining(
                Bought(), [Execution("entry", OrderSide.Buy, 10, 100, 10, 0), Execution("old", OrderSide.Sell, 5, 99, 5, -5), Execution("theirs", OrderSide.Sell, 10, 99, 10, 5)], -10));
}
