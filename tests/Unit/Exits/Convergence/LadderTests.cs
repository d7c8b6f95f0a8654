using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

/// <summary>What comes when a stop cannot be had: another form of it, then the exit, then a wide stop. And what is left to the venue.</summary>
public sealed class LadderTests
{
    private static readonly ConvergenceSettings Settings = new();
    private static readonly Shares All = new(100);

    [Fact]
    public void Where_the_venue_takes_day_orders_only_the_stop_rests_for_the_day_at_once()
    {
        var refused = new Progress().After(new NextStep.PlaceOco(All, new Price(95), new Price(110)), StepOutcome.RefusedDayOnly, Settings, Some.Now);
        Assert.Null(refused.NotBefore);
        Assert.Equal(new NextStep.PlaceStop(All, new Price(95), Day: true), Some.Next(Some.Protect(), Some.View(100), refused));
        Assert.Equal(new NextStep.PlaceStop(All, new Price(95), Day: true), Some.Next(Some.Protect(), Some.View(100), refused.ForNewEpoch()));
    }

    [Fact]
    public void A_fraction_rests_for_the_day() =>
        Assert.Equal(new NextStep.PlaceStop(new Shares(100.5m), new Price(95), Day: true), Some.Next(Some.Protect(100.5m), Some.View(100.5m)));

    [Fact]
    public void A_stop_that_expired_with_its_day_is_renewed()
    {
        var expired = Some.Stop(status: OrderStatus.Expired, quantity: 100.5m);
        Assert.Equal(new NextStep.PlaceStop(new Shares(100.5m), new Price(95), Day: true), Some.Next(Some.Protect(100.5m), Some.View(100.5m, orders: expired)));
    }

    [Theory]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Canceled)]
    public void A_stop_that_the_venue_took_away_is_placed_anew(OrderStatus status) =>
        Assert.IsType<NextStep.PlaceStop>(Some.Next(Some.Protect(takeProfit: null), Some.View(100, orders: Some.Stop(status: status))));

    [Fact]
    public void Moves_of_a_stop_lie_fifteen_seconds_apart()
    {
        var moved = new Progress().After(new NextStep.MoveStop(Some.Stop(), new Price(95)), StepOutcome.Accepted, Settings, Some.Now);
        var view = Some.View(100, orders: Some.Stop(price: 95));
        var wait = Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(stop: 96), view, moved));
        Assert.Equal((WaitFor.Replaceable, Some.Now.AddSeconds(15)), (wait.For, wait.Until));
        Assert.IsType<NextStep.MoveStop>(Some.Next(Some.Protect(stop: 96), Some.View(100, readAfter: 15, orders: Some.Stop(price: 95)), moved));
    }

    [Fact]
    public void A_stop_never_moves_down() =>
        Assert.IsType<NextStep.Protected>(Some.Next(Some.Protect(stop: 90), Some.View(100, orders: Some.Stop(price: 95))));

    [Theory]
    [InlineData(OrderStatus.PendingCancel)]
    [InlineData(OrderStatus.PendingNew)]
    public void An_order_that_stays_pending_does_not_keep_the_other_shares_bare(OrderStatus status)
    {
        var stuck = Some.Stop("stuck", status, quantity: 60);
        var view = Some.View(100, available: 40, orders: stuck);
        Assert.Equal(WaitFor.PendingOrder, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(takeProfit: null), view, readings: 3)).For);
        Assert.Equal(new Shares(40), Assert.IsType<NextStep.PlaceStop>(Some.Next(Some.Protect(takeProfit: null), view, readings: 4)).Quantity);
        Assert.Equal(new Shares(40), Assert.IsType<NextStep.SellMarket>(Some.Next(Some.Exit(secondsToDeadline: 0), view, readings: 4)).Quantity);
    }

    [Fact]
    public void A_stuck_order_over_all_shares_is_neither_canceled_again_nor_sold_beside()
    {
        var view = Some.View(100, available: 0, orders: Some.Stop(status: OrderStatus.PendingCancel));
        Assert.Equal(WaitFor.PendingOrder, Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(secondsToDeadline: 0), view, readings: 9)).For);
        Assert.Equal(WaitFor.PendingOrder, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), view, readings: 9)).For);
    }

    [Fact]
    public void A_sale_at_market_that_the_position_does_not_show_yet_is_not_made_again()
    {
        var sold = new Progress().After(new NextStep.SellMarket(All), StepOutcome.Accepted, Settings, Some.Now);
        Assert.Equal(WaitFor.Fill, Assert.IsType<NextStep.Wait>(Some.Next(Some.Exit(secondsToDeadline: 0), Some.View(100), sold)).For);
        Assert.IsType<NextStep.SellMarket>(Some.Next(Some.Exit(secondsToDeadline: 0), Some.View(100, readAfter: 1), sold));
    }

    [Fact]
    public void Shares_that_stay_bare_and_orders_that_hang_are_told()
    {
        var bare = Some.View(100, orders: Some.Stop(status: OrderStatus.PendingCancel));
        var seen = new Progress().Observe(bare, Some.Protect());
        Assert.False(SymbolAlarm.IsUnprotected(Some.Protect(), bare, seen, Settings, Some.Now.AddSeconds(4)));
        Assert.True(SymbolAlarm.IsUnprotected(Some.Protect(), bare, seen, Settings, Some.Now.AddSeconds(5)));
        Assert.False(SymbolAlarm.IsUnprotected(Some.Exit(), bare, seen, Settings, Some.Now.AddSeconds(5)));
        Assert.False(SymbolAlarm.IsStuck(seen, Settings, Some.Now.AddSeconds(2)));
        Assert.True(SymbolAlarm.IsStuck(seen, Settings, Some.Now.AddSeconds(3)));
        Assert.False(SymbolAlarm.IsStuck(seen.Observe(Some.View(100, orders: Some.Stop()), Some.Protect()), Settings, Some.Now.AddSeconds(9)));
    }
}
