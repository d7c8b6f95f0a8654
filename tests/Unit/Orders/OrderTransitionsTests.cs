using Pipeline.Contracts.Orders;
using Pipeline.Domain.Orders;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Orders;

public sealed class OrderTransitionsTests
{
    private static readonly OrderState[] All = Enum.GetValues<OrderState>();

    private static readonly OrderStatus[] Ends = [OrderStatus.Filled, OrderStatus.Canceled, OrderStatus.Expired, OrderStatus.Rejected, OrderStatus.Replaced];

    public static TheoryData<OrderStatus> Terminal { get; } = [.. Ends];

    [Theory]
    [MemberData(nameof(Terminal))]
    public void Nothing_follows_an_end(OrderStatus end)
    {
        Assert.True(end.IsTerminal());
        Assert.False(end.IsWorking());
        Assert.Empty(OrderTransitions.From(end.ToState()));
        Assert.All(Enum.GetValues<OrderStatus>().Where(status => status != end), status => Assert.False(OrderTransitions.IsPossible(end, status)));
    }

    [Fact]
    public void Every_status_of_the_venue_is_a_state_and_whatever_is_no_end_can_still_be_ended_by_the_venue()
    {
        var ends = Ends.Select(end => end.ToState()).ToHashSet();
        Assert.Equal(Enum.GetNames<OrderStatus>().Order(), All.Where(state => state > OrderState.Acknowledged).Select(state => state.ToString()).Order());
        Assert.All(All.Except(ends), state => Assert.Subset(OrderTransitions.From(state).ToHashSet(), ends));
    }

    [Fact]
    public void States_are_declared_in_the_order_of_progress()
    {
        var oneWay = from before in All from after in All where OrderTransitions.IsPossible(before, after) && !OrderTransitions.IsPossible(after, before) select (before, after);
        Assert.All(oneWay, pair => Assert.True(pair.before < pair.after, $"{pair.before} leads to {pair.after} and never back"));
    }

    [Fact]
    public void The_written_table_is_the_one_in_the_code()
    {
        var file = File.ReadAllText(RepositoryRoot.Path("shared", "Domain", "Orders", "README.md"));
        Assert.All(All, state => Assert.Contains(Row(state), file, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_status_is_an_end_or_working_or_held_or_in_doubt()
    {
        var doubtful = Enum.GetValues<OrderStatus>().Where(status => !status.IsTerminal() && !status.IsWorking() && !status.IsHeld());

        Assert.Equal([OrderStatus.Unrecognized, OrderStatus.DoneForDay, OrderStatus.Suspended, OrderStatus.Calculated], doubtful.Order());
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
    public void An_execution_told_after_the_end_raises_what_is_filled_and_opens_nothing()
    {
        var canceled = Venue.Order("o", OrderSide.Buy, 10, filled: 3, average: 5, status: OrderStatus.Canceled);
        var executed = Venue.Order("o", OrderSide.Buy, 10, filled: 4, average: 6, status: OrderStatus.PartiallyFilled);

        foreach (var joined in new[] { OrderTransitions.Later(canceled, executed), OrderTransitions.Later(executed, canceled) })
            Assert.Equal((OrderStatus.Canceled, 4m, 6m), (joined.Status, joined.FilledQuantity.Value, joined.FilledAveragePrice!.Value.Value));
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

    private static string Row(OrderState state)
    {
        var next = OrderTransitions.From(state);
        var own = next.Where(to => to is > OrderState.Initialized and <= OrderState.Acknowledged).Order().Select(to => $"`{to}`");
        var venue = next.Where(to => to > OrderState.Acknowledged).Order().Select(to => $"`{to}`").ToList();
        string[] words =
            state == OrderState.Initialized ? ["anything below"]
            : state <= OrderState.Acknowledged ? [.. own, "any status of the venue"]
            : venue.Count == 0 ? ["nothing: an end"]
            : [.. venue];
        return $"| `{state}` | {string.Join(", ", words)} |";
    }
}
