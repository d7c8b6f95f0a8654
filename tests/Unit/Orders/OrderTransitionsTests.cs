using Pipeline.Contracts.Orders;
using Pipeline.Domain.Orders;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Orders;

public sealed class OrderTransitionsTests
{
    public static TheoryData<OrderStatus> Terminal { get; } = [OrderStatus.Filled, OrderStatus.Canceled, OrderStatus.Expired, OrderStatus.Rejected, OrderStatus.Replaced];

    [Theory]
    [MemberData(nameof(Terminal))]
    public void Nothing_follows_an_end(OrderStatus end)
    {
        Assert.True(end.IsTerminal());
        Assert.False(end.IsWorking());
        Assert.All(Enum.GetValues<OrderStatus>().Where(status => status != end), status => Assert.False(OrderTransitions.IsPossible(end, status)));
    }

    [Fact]
    public void Every_status_is_an_end_or_working_or_held_or_in_doubt()
    {
        var doubtful = Enum.GetValues<OrderStatus>().Where(status => !status.IsTerminal() && !status.IsWorking() && !status.IsHeld());

        Assert.Equal([OrderStatus.Unrecognized, OrderStatus.Suspended, OrderStatus.Calculated], doubtful.Order());
    }

    [Fact]
    public void The_end_of_a_day_is_not_the_end_of_an_order() => Assert.False(OrderStatus.DoneForDay.IsTerminal());

    [Theory]
    [InlineData(OrderStatus.New, OrderStatus.PendingNew)]
    [InlineData(OrderStatus.PartiallyFilled, OrderStatus.New)]
    [InlineData(OrderStatus.New, OrderStatus.Accepted)]
    public void An_order_does_not_go_back(OrderStatus from, OrderStatus to) => Assert.False(OrderTransitions.IsPossible(from, to));

    [Fact]
    public void More_filled_is_later_than_less_filled_whoever_speaks_last()
    {
        var less = Venue.Order("o", OrderSide.Buy, 10, filled: 3, average: 5, status: OrderStatus.PartiallyFilled);
        var more = Venue.Order("o", OrderSide.Buy, 10, filled: 10, average: 5, status: OrderStatus.Filled);

        Assert.Equal(OrderStatus.Filled, OrderTransitions.Later(more, less).Status);
        Assert.Equal(OrderStatus.Filled, OrderTransitions.Later(less, more).Status);
    }

    [Fact]
    public void A_canceled_order_stays_canceled_when_an_older_word_comes_late()
    {
        var open = Venue.Order("o", OrderSide.Buy, 10);
        var ended = open with { Status = OrderStatus.Canceled };

        Assert.Equal(OrderStatus.Canceled, OrderTransitions.Later(ended, open).Status);
    }

    [Fact]
    public void Nothing_remains_of_a_canceled_order()
    {
        Assert.Equal(7, Venue.Order("o", OrderSide.Buy, 10, filled: 3, average: 5, status: OrderStatus.PartiallyFilled).Remaining());
        Assert.Equal(0, Venue.Order("o", OrderSide.Buy, 10, filled: 3, average: 5, status: OrderStatus.Canceled).Remaining());
    }
}
