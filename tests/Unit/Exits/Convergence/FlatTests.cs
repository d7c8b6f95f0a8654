using Pipeline.Contracts.Orders;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class FlatTests
{
    [Fact]
    public void Flat_is_proven_by_two_readings()
    {
        var view = Some.View(0, orders: Some.Entry());
        Assert.Equal(WaitFor.SecondReading, Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(0), view)).For);
        Assert.Equal(new NextStep.Flat(Some.Now, Some.Now.AddSeconds(1)), Some.Next(Some.Exit(0), view, readings: 2));
    }

    [Fact]
    public void An_orphan_is_canceled_after_the_venue_had_its_time_to_do_so()
    {
        var view = Some.View(0, orders: [Some.Entry(), Some.Stop()]);
        Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(0), view, readings: 2));
        Assert.Equal(CancelCause.Orphan, Assert.IsType<NextStep.Cancel>(Some.Next(Some.Exit(0), view, readings: 3)).Why);
    }

    [Fact]
    public void The_sleeping_legs_of_an_open_entry_are_no_orphans()
    {
        var open = Some.Entry(OrderStatus.New, 0, Some.TakeProfit(status: OrderStatus.Held), Some.Stop(status: OrderStatus.Held));
        Assert.Equal(WaitFor.EntryEnd, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(0), Some.View(0, orders: open), readings: 20)).For);
    }

    [Fact]
    public void The_next_entry_in_the_symbol_does_not_keep_the_last_trade_from_being_flat()
    {
        var next = Some.Entry(OrderStatus.New, 0, Some.TakeProfit(status: OrderStatus.Held), Some.Stop(status: OrderStatus.Held)) with { VenueOrderId = "next" };
        Assert.IsType<NextStep.Flat>(Some.Next(Some.Exit(0), Some.View(0, orders: [Some.Entry(), next]), readings: 2));
    }

    [Fact]
    public void Shares_to_protect_are_not_believed_gone_within_the_quiet_period()
    {
        var view = Some.View(0, orders: Some.Entry());
        Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), view, readings: 10));
        Assert.IsType<NextStep.Flat>(Some.Next(Some.Protect(), view, readings: 11));
    }
}
