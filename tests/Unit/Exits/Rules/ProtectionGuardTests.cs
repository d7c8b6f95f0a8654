using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Exits.Rules;

public sealed class ProtectionGuardTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly VenueOrder Profit = Venue.Order("profit", OrderSide.Sell, 10, parent: "entry");
    private static readonly VenueOrder Stop = Venue.Order("stop", OrderSide.Sell, 10, status: OrderStatus.Held, type: OrderType.Stop, stop: 98, parent: "entry");

    [Fact]
    public void A_stop_held_beside_a_working_sibling_protects() => Assert.Equal(10, Coverage.Of([Profit, Stop], new Price(98)));

    [Fact]
    public void A_stop_held_behind_an_entry_that_still_executes_does_not() =>
        Assert.Equal(0, Coverage.Of([Profit with { Status = OrderStatus.Held }, Stop], new Price(98)));

    [Fact]
    public void A_stop_below_the_wanted_price_does_not() => Assert.Equal(0, Coverage.Of([Profit, Stop], new Price(98.01m)));

    [Fact]
    public void A_stop_that_waits_for_its_cancel_does_not() => Assert.Equal(0, Coverage.Of([Stop with { Status = OrderStatus.PendingCancel }], null));

    [Fact]
    public void The_stop_of_an_oco_is_held_beside_its_parent() =>
        Assert.Equal(10, Coverage.Of([Profit with { VenueOrderId = "oco", ParentVenueOrderId = null }, Stop with { ParentVenueOrderId = "oco" }], new Price(98)));

    [Fact]
    public void The_stop_of_an_oco_is_held_beside_what_replaced_its_parent()
    {
        var oco = Profit with { VenueOrderId = "oco", ParentVenueOrderId = null, Status = OrderStatus.Replaced };
        var moved = Profit with { VenueOrderId = "oco-2", ParentVenueOrderId = null, ReplacesVenueOrderId = "oco" };

        Assert.Equal(10, Coverage.Of([oco, moved, Stop with { ParentVenueOrderId = "oco" }], new Price(98)));
        Assert.Equal(0, Coverage.Of([oco, moved with { Status = OrderStatus.Canceled }, Stop with { ParentVenueOrderId = "oco" }], new Price(98)));
    }

    [Fact]
    public void Verifies_once_when_covered()
    {
        var (watch, first) = Check(GuardWatch.None, 0, Profit, Stop);
        var (_, second) = Check(watch, 1, Profit, Stop);

        Assert.Equal((GuardDecision.Verified, GuardDecision.Nothing), (first, second));
    }

    [Fact]
    public void Says_it_again_after_the_grace_then_ever_more_slowly_until_it_is_mended()
    {
        var watch = GuardWatch.None;
        List<double> said = [];
        for (var second = 0.0; second <= 20; second += 0.5)
        {
            (watch, var decision) = Check(watch, second);
            if (decision == GuardDecision.Missing)
                said.Add(second);
        }

        Assert.Equal([2, 6, 14], said);
        Assert.Equal(GuardDecision.Mended, Check(watch, 21, Profit, Stop).Decision);
    }

    [Fact]
    public void Waits_for_the_entry_to_end()
    {
        var open = Venue.Bought() with { Orders = [Venue.Bought().Orders[0] with { Ended = false }] };

        Assert.Equal(GuardDecision.Nothing, ProtectionGuard.Check(new GuardWatch { MissingSince = Held.Machine.AddDays(-1) }, open, [], Grace, Held.Machine).Decision);
    }

    private static (GuardWatch Watch, GuardDecision Decision) Check(GuardWatch watch, double second, params VenueOrder[] orders) =>
        ProtectionGuard.Check(watch, Venue.Bought(), orders, Grace, Held.Machine.AddSeconds(second));
}
