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

    [Theory]
    [InlineData(OrderStatus.Suspended)]
    [InlineData(OrderStatus.DoneForDay)]
    [InlineData(OrderStatus.Calculated)]
    public void A_stop_that_is_open_and_rests_does_not_and_neither_does_one_held_beside_such_an_order(OrderStatus status)
    {
        Assert.Equal(0, Coverage.Of([Stop with { Status = status }], null));
        Assert.Equal(0, Coverage.Of([Profit with { Status = status }, Stop], null));
    }

    [Fact]
    public void What_is_done_for_the_day_protects_once_the_market_is_closed_for_it_comes_back_with_the_next_day()
    {
        Assert.Equal(10, Coverage.Of([Stop with { Status = OrderStatus.DoneForDay }], null, trades: false));
        Assert.Equal(10, Coverage.Of([Profit with { Status = OrderStatus.DoneForDay }, Stop], null, trades: false));
        Assert.Equal(0, Coverage.Of([Stop with { Status = OrderStatus.Suspended }], null, trades: false));
    }

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
    public void An_entry_that_still_works_gets_longer_but_not_for_ever()
    {
        var open = Venue.Bought() with { Orders = [Venue.Bought().Orders[0] with { Ended = false }] };
        var (watch, _) = Check(GuardWatch.None, open, 0);

        Assert.Equal(GuardDecision.Nothing, Check(watch, open, 4.9).Decision);
        Assert.Equal(GuardDecision.Missing, Check(watch, open, 5).Decision);
    }

    [Fact]
    public void A_stop_that_cannot_move_is_said_again_and_is_no_missing_protection()
    {
        var wanted = Venue.Bought() with { WantedStop = new Price(99) };
        var (watch, _) = Check(GuardWatch.None, wanted, 0, Profit, Stop);
        (watch, var decision) = Check(watch, wanted, 2, Profit, Stop);

        Assert.Equal(GuardDecision.Behind, decision);
        Assert.Equal(GuardDecision.Mended, Check(watch, wanted, 3, Profit, Stop with { StopPrice = new Price(99) }).Decision);
    }

    [Fact]
    public void A_stop_that_could_not_move_and_then_is_gone_is_missing_after_the_grace()
    {
        var wanted = Venue.Bought() with { WantedStop = new Price(99) };
        var (watch, _) = Check(GuardWatch.None, wanted, 0, Profit, Stop);
        (watch, _) = Check(watch, wanted, 2, Profit, Stop);
        (watch, var early) = Check(watch, wanted, 3);

        Assert.Equal((GuardDecision.Nothing, GuardDecision.Missing), (early, Check(watch, wanted, 5).Decision));
    }

    [Fact]
    public void Outside_a_session_no_stop_is_expected_for_a_part_of_a_share()
    {
        var part = Venue.Bought(2.5m);

        Assert.Equal(GuardWatch.None, ProtectionGuard.Check(GuardWatch.None, part, [], trades: false, Grace, Held.Machine).Watch);
        Assert.NotNull(ProtectionGuard.Check(GuardWatch.None, part, [], trades: true, Grace, Held.Machine).Watch.MissingSince);
        Assert.NotNull(ProtectionGuard.Check(GuardWatch.None, Venue.Bought(2), [], trades: false, Grace, Held.Machine).Watch.MissingSince);
    }

    [Fact]
    public void A_stop_and_its_replacement_count_once()
    {
        var moved = Stop with { VenueOrderId = "stop-2", ParentVenueOrderId = null, ReplacesVenueOrderId = "stop", Status = OrderStatus.New };

        Assert.Equal(10, Coverage.Of([Profit, Stop with { Status = OrderStatus.PendingReplace }, moved], null));
    }

    [Theory]
    [InlineData(OrderStatus.Expired, true)]
    [InlineData(OrderStatus.Rejected, true)]
    [InlineData(OrderStatus.Canceled, true)]
    [InlineData(OrderStatus.Filled, false)]
    [InlineData(OrderStatus.Replaced, false)]
    public void A_stop_that_ends_without_selling_is_lost(OrderStatus status, bool isLost)
    {
        var ended = Stop with { Status = status };

        Assert.Equal(isLost, ProtectionGuard.IsLost(Venue.Bought(), ended, [Profit, ended]));
        Assert.False(ProtectionGuard.IsLost(Venue.Bought(), ended, [Profit, ended, Stop with { VenueOrderId = "other", Status = OrderStatus.New }]));
        Assert.False(ProtectionGuard.IsLost(Venue.Empty, ended, [ended]));
    }

    private static (GuardWatch Watch, GuardDecision Decision) Check(GuardWatch watch, Position position, double second, params VenueOrder[] orders) =>
        ProtectionGuard.Check(watch, position, orders, trades: true, Grace, Held.Machine.AddSeconds(second));

    private static (GuardWatch Watch, GuardDecision Decision) Check(GuardWatch watch, double second, params VenueOrder[] orders) =>
        Check(watch, Venue.Bought(), second, orders);
}
