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
}
