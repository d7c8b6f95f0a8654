using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

public sealed class ProgressTests
{
    private static readonly ConvergenceSettings Settings = new();
    private static readonly NextStep Oco = new NextStep.PlaceOco(new Shares(1), new Price(9), new Price(11));

    [Fact]
    public void A_refusal_of_the_moment_pauses_but_does_not_escalate()
    {
        var progress = new Progress().After(Oco, StepOutcome.RefusedForNow, Settings, Some.Now);
        Assert.Equal((0, 0, Some.Now.AddMilliseconds(500)), (progress.OcoRefusals, progress.StopRefusals, progress.NotBefore!.Value));
    }

    [Fact]
    public void Pauses_double_up_to_four_seconds()
    {
        var progress = new Progress();
        for (var i = 0; i < 6; i++)
            progress = progress.After(Oco, StepOutcome.RefusedForNow, Settings, Some.Now);
        Assert.Equal(Some.Now.AddSeconds(4), progress.NotBefore);
    }

    [Fact]
    public void A_stop_through_the_market_counts_towards_the_emergency_whatever_order_it_was_in()
    {
        var progress = new Progress()
            .After(Oco, StepOutcome.RefusedThroughMarket, Settings, Some.Now)
            .After(new NextStep.MoveStop(Some.Stop(), new Price(99)), StepOutcome.RefusedThroughMarket, Settings, Some.Now);
        Assert.Equal(2, progress.StopRefusals);
    }

    [Fact]
    public void Bare_shares_whose_stop_lies_in_the_market_do_not_wait_and_those_under_an_older_stop_do()
    {
        Assert.Equal(Some.Now, new Progress().After(Oco, StepOutcome.RefusedThroughMarket, Settings, Some.Now).NotBefore);
        Assert.Equal(Some.Now, new Progress().After(new NextStep.PlaceStop(new Shares(1), new Price(9)), StepOutcome.RefusedThroughMarket, Settings, Some.Now).NotBefore);
        Assert.Equal(Some.Now + Settings.Poll, new Progress().After(new NextStep.MoveStop(Some.Stop(), new Price(99)), StepOutcome.RefusedThroughMarket, Settings, Some.Now).NotBefore);
    }

    [Fact]
    public void A_stop_that_was_seen_passed_stays_so_when_the_bid_rises_again_until_something_else_is_wanted()
    {
        var passed = new Progress { StopRefusals = 1 }.Observe(Some.View(100, bid: 94, orders: Some.Entry()), Some.Protect(stop: 95));
        var risen = passed.Observe(Some.View(100, bid: 96, orders: Some.Entry()), Some.Protect(stop: 95));
        Assert.Equal((true, true, false), (passed.IsStopPassed, risen.IsStopPassed, risen.ForNewEpoch().IsStopPassed));
    }

    [Fact]
    public void A_move_refused_for_another_reason_is_no_emergency_for_the_old_stop_rests()
    {
        var progress = new Progress().After(new NextStep.MoveStop(Some.Stop(), new Price(99)), StepOutcome.Refused, Settings, Some.Now);
        Assert.Equal(0, progress.StopRefusals);
    }

    [Fact]
    public void What_the_venue_never_judged_pauses_and_counts_for_nothing()
    {
        var before = new Progress { RefusalsInARow = 1, UncoveredSince = Some.Now.AddSeconds(-60) };
        var progress = before;
        for (var i = 0; i < 5; i++)
            progress = progress.After(Oco, StepOutcome.NotTried, Settings, Some.Now);
        Assert.Equal(before with { NotBefore = Some.Now + Settings.Poll }, progress);
        Assert.IsType<NextStep.PlaceOco>(Some.Next(Some.Protect(), Some.View(100, orders: Some.Entry()), progress with { NotBefore = null }));
    }

    [Fact]
    public void Five_bare_seconds_with_refusals_are_an_emergency()
    {
        var progress = new Progress { UncoveredSince = Some.Now.AddSeconds(-5), RefusalsInARow = 2 };
        Assert.IsType<NextStep.EmergencyExit>(Some.Next(Some.Protect(), Some.View(100, orders: Some.Entry()), progress));
    }

    [Fact]
    public void A_new_epoch_forgives_refusals_but_keeps_what_was_seen()
    {
        var progress = new Progress { StopRefusals = 2, UncoveredSince = Some.Now, UnresolvedIntent = "id" }.ForNewEpoch();
        Assert.Equal((0, Some.Now, "id"), (progress.StopRefusals, progress.UncoveredSince!.Value, progress.UnresolvedIntent));
    }

    [Fact]
    public void Shares_that_were_spoken_of_before_this_life_do_not_begin_their_patience_anew()
    {
        var wanted = Some.Protect(40, entryEnded: false);
        var open = Some.Entry(OrderStatus.PartiallyFilled, 40);
        var late = Some.View(40, readAfter: 2.2, orders: open);
        Assert.Equal(Some.Now, new Progress().Observe(late, wanted).ExposedSince);
        Assert.IsType<NextStep.PlaceOco>(Some.Next(wanted, late));
        Assert.Equal(late.ReadAt, new Progress().Observe(late, wanted with { MachineTime = Some.Now.AddSeconds(9) }).ExposedSince);
        Assert.Equal(late.ReadAt, new Progress().Observe(late, wanted with { Quantity = Shares.Zero }).ExposedSince);
    }

    [Fact]
    public void The_wait_for_the_end_of_an_entry_ends_with_the_patience()
    {
        var open = Some.Entry(OrderStatus.PartiallyFilled, 40);
        var wait = Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(40, entryEnded: false), Some.View(40, orders: open)));
        Assert.Equal((WaitFor.EntryEnd, Some.Now + Settings.EntryPatience), (wait.For, wait.Until));
    }

    [Fact]
    public void An_entry_that_cannot_be_found_is_not_waited_for_for_ever()
    {
        var wanted = Some.Protect(entryEnded: false);
        Assert.Equal(WaitFor.EntryEnd, Assert.IsType<NextStep.Wait>(Some.Next(wanted, Some.View(100))).For);
        Assert.IsType<NextStep.PlaceOco>(Some.Next(wanted, Some.View(100), readings: 4));
    }

    [Fact]
    public void Two_quick_readings_of_more_reserved_than_held_are_not_believed()
    {
        var view = Some.View(100, readAfter: 0.1, orders: [Some.Entry(), Some.Stop("one"), Some.Stop("two")]);
        var quick = new Progress { ExcessReadings = 1, ExcessSince = Some.Now };
        Assert.Equal(WaitFor.SecondReading, Assert.IsType<NextStep.Wait>(Some.Next(Some.Protect(), view, quick)).For);
        Assert.IsType<NextStep.Cancel>(Some.Next(Some.Protect(), view, quick with { ExcessSince = Some.Now.AddSeconds(-2) }));
    }
}
