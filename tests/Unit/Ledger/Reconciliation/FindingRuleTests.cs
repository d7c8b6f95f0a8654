using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Ledger.Reconciliation;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

public sealed class FindingRuleTests
{
    [Theory]
    [InlineData(FindingKind.Phantom, "reconcile_mismatch", EventSeverity.Warning, FindingAction.FollowTheVenue, null)]
    [InlineData(FindingKind.Missing, "reconcile_mismatch", EventSeverity.Warning, FindingAction.FollowTheVenue, null)]
    [InlineData(FindingKind.ChangedQuantity, "reconcile_mismatch", EventSeverity.Warning, FindingAction.FollowTheVenue, null)]
    [InlineData(FindingKind.ShortPosition, "reconcile_mismatch", EventSeverity.Critical, FindingAction.Alarm, TradingCondition.ShortPosition)]
    [InlineData(FindingKind.StopWithoutPosition, "orphan_found", EventSeverity.Warning, FindingAction.SayWantedAgain, null)]
    [InlineData(FindingKind.OrphanSell, "orphan_found", EventSeverity.Warning, FindingAction.SayWantedAgain, null)]
    [InlineData(FindingKind.OrphanBuy, "orphan_found", EventSeverity.Critical, FindingAction.Alarm, TradingCondition.BookDiffers)]
    [InlineData(FindingKind.ForeignOrder, "orphan_found", EventSeverity.Warning, FindingAction.Alarm, null)]
    [InlineData(FindingKind.PositionWithoutStop, "reconcile_mismatch", EventSeverity.Critical, FindingAction.SayWantedAgain, null)]
    [InlineData(FindingKind.DoubledStop, "reconcile_mismatch", EventSeverity.Critical, FindingAction.SayWantedAgain, null)]
    [InlineData(FindingKind.LostOrder, "reconcile_mismatch", EventSeverity.Error, FindingAction.Alarm, TradingCondition.BookDiffers)]
    [InlineData(FindingKind.CashDiffers, "reconcile_mismatch", EventSeverity.Error, FindingAction.Alarm, TradingCondition.BookDiffers)]
    public void Every_kind_of_finding_has_its_rule(FindingKind kind, string eventType, EventSeverity severity, FindingAction action, TradingCondition? condition) =>
        Assert.Equal(new FindingRule(eventType, severity, action, condition), FindingRule.For(kind));

    [Fact]
    public void No_kind_is_without_a_rule() => Assert.All(Enum.GetValues<FindingKind>(), kind => FindingRule.For(kind));
}
