using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

public sealed class ActivityExplanationTests
{
    private static readonly Symbol Newco = new("NEWCO");

    [Fact]
    public void A_split_makes_more_shares_of_the_same_money_and_moves_every_price()
    {
        var position = ActivityExplanation.Explain(Bought() with { Peak = new Price(102), Trough = new Price(96) }, [Activity("SPLIT", 10)], formerly: null, 10)!;

        Assert.Equal((20m, 1000m, 50m), (position.Quantity.Value, position.EntryNotional.Value, position.AverageEntryPrice!.Value.Value));
        Assert.Equal((new Price(49), new Price(49), new Price(52), new Price(51), new Price(48)), (position.InitialStop, position.WantedStop, position.TakeProfit, position.Peak, position.Trough));
        Assert.Equal(AdjustmentKind.Split, Assert.Single(position.Adjustments).Kind);
    }

    [Fact]
    public void A_reverse_split_makes_fewer()
    {
        var position = ActivityExplanation.Explain(Bought(), [Activity("SPLIT", -9)], formerly: null, -9)!;

        Assert.Equal((1m, 1000m, 980m), (position.Quantity.Value, position.AverageEntryPrice!.Value.Value, position.WantedStop!.Value.Value));
    }

    [Fact]
    public void An_activity_is_applied_once()
    {
        var position = ActivityExplanation.Explain(Bought(), [Activity("SPLIT", 10)], formerly: null, 10)!;

        Assert.Null(ActivityExplanation.Explain(position, [Activity("SPLIT", 10)], formerly: null, 10));
    }

    [Fact]
    public void What_does_not_make_the_difference_explains_nothing()
    {
        Assert.Null(ActivityExplanation.Explain(Bought(), [Activity("SPLIT", 10)], formerly: null, 9));
        Assert.Null(ActivityExplanation.Explain(Bought(), [], formerly: null, 9));
        Assert.Null(ActivityExplanation.Explain(Bought(), [Activity("DIV", 0, cash: 3)], formerly: null, 9));
    }

    [Fact]
    public void A_new_name_carries_cost_and_protection_over_and_leaves_no_profit_behind()
    {
        AccountActivity[] activities = [Activity("NC", -10), Activity("NC", 10, Newco)];
        var (old, young) = (Bought(), PositionFold.Empty("demo", Newco));

        Assert.Equal(Acme, ActivityExplanation.FormerSymbol(Newco, activities, 10));
        var gone = ActivityExplanation.Explain(old, activities, formerly: null, -10)!;
        var come = ActivityExplanation.Explain(young, activities, formerly: old, 10)!;

        Assert.Equal((0m, 0m, ExitReason.ClosedExternally), (gone.Quantity.Value, (gone.ExitNotional - gone.EntryNotional).Value, gone.ExitReason));
        Assert.Equal((10m, new Price(100), new Price(98), new Price(104), "momentum"), (come.Quantity.Value, come.AverageEntryPrice, come.WantedStop, come.TakeProfit, come.Strategy));
    }

    [Fact]
    public void What_was_paid_for_shares_that_ended_is_their_price()
    {
        var position = ActivityExplanation.Explain(Bought(), [Activity("REORG", -10, cash: 950)], formerly: null, -10)!;

        Assert.Equal((0m, 95m, AdjustmentKind.ClosedExternally), (position.Quantity.Value, position.AverageExitPrice!.Value.Value, position.Adjustments[0].Kind));
    }

    private static AccountActivity Activity(string type, decimal quantity, Symbol? symbol = null, decimal cash = 0) =>
        new($"{type}-{symbol}-{quantity}", type, symbol ?? Acme, quantity, new Money(cash), Noon.AddMinutes(1));
}
