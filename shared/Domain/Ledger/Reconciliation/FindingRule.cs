using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What follows from a confirmed difference: how it is told, what is done, and what stands against entering meanwhile. Nothing is ever invented at the venue.</summary>
/// <param name="EventType">A name of the event catalogue.</param>
/// <param name="Severity">How loud.</param>
/// <param name="Action">What the monitor does.</param>
/// <param name="Condition">What stands against entering while it lasts; null for nothing.</param>
public sealed record FindingRule(string EventType, EventSeverity Severity, FindingAction Action, TradingCondition? Condition)
{
    private const string Mismatch = "reconcile_mismatch";
    private const string Orphan = "orphan_found";

    public static FindingRule For(FindingKind kind) => kind switch
    {
        FindingKind.Phantom or FindingKind.Missing or FindingKind.ChangedQuantity => new(Mismatch, EventSeverity.Warning, FindingAction.FollowTheVenue, null),
        FindingKind.ShortPosition => new(Mismatch, EventSeverity.Critical, FindingAction.Alarm, TradingCondition.ShortPosition),
        FindingKind.StopWithoutPosition or FindingKind.OrphanSell => new(Orphan, EventSeverity.Warning, FindingAction.SayWantedAgain, null),
        FindingKind.OrphanBuy => new(Orphan, EventSeverity.Critical, FindingAction.Alarm, TradingCondition.BookDiffers),
        FindingKind.ForeignOrder => new(Orphan, EventSeverity.Warning, FindingAction.Alarm, null),
        FindingKind.PositionWithoutStop => new(Mismatch, EventSeverity.Critical, FindingAction.SayWantedAgain, null),
        FindingKind.DoubledStop => new(Mismatch, EventSeverity.Critical, FindingAction.SayWantedAgain, null),
        FindingKind.LostOrder => new(Mismatch, EventSeverity.Error, FindingAction.Alarm, TradingCondition.BookDiffers),
        FindingKind.CashDiffers => new(Mismatch, EventSeverity.Error, FindingAction.Alarm, TradingCondition.BookDiffers),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of finding."),
    };
}

/// <summary>What the monitor, which sends nothing, can do about a difference.</summary>
public enum FindingAction
{
    /// <summary>A person has to look.</summary>
    Alarm,

    /// <summary>The book takes over the venue's quantity, by the executions that explain it or as a typed adjustment; what is adopted is protected.</summary>
    FollowTheVenue,

    /// <summary>The wanted state is said again under a new epoch: the seller brings the venue there, and cancels what it does not contain.</summary>
    SayWantedAgain,
}
