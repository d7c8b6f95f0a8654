using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using static Pipeline.Domain.Alerts.AlertKind;

namespace Pipeline.Domain.Alerts;

/// <summary>Which event and which condition calls for which alert. What needs counting or reckoning stands in <see cref="AlertRules"/>.</summary>
public static class AlertTable
{
    private static readonly Dictionary<string, (AlertKind Kind, EventSeverity Least)> ByType = new(StringComparer.Ordinal)
    {
        ["protection_missing"] = (PositionWithoutStop, EventSeverity.Warning),
        ["undo_failed"] = (UndoFailed, EventSeverity.Info),
        ["undo_started"] = (ExecutionFailed, EventSeverity.Info),
        ["stop_refused"] = (ExecutionFailed, EventSeverity.Info),
        ["exit_answered"] = (ExecutionFailed, EventSeverity.Warning),
        ["exit_escalated"] = (ExecutionFailed, EventSeverity.Info),
        ["order_stuck"] = (ExecutionFailed, EventSeverity.Info),
        ["entry_unknown"] = (ExecutionFailed, EventSeverity.Info),
        ["entry_cancel_stuck"] = (ExecutionFailed, EventSeverity.Info),
        ["task_failed"] = (ExecutionFailed, EventSeverity.Warning),
        ["reconcile_mismatch"] = (ReconcileMismatch, EventSeverity.Warning),
        ["breaker_opened"] = (BreakerOpen, EventSeverity.Info),
        ["limit_approached"] = (LimitApproached, EventSeverity.Info),
        ["stage_failed"] = (CrashLoop, EventSeverity.Info),
        ["stage_hung"] = (Anomaly, EventSeverity.Info),
        ["message_quarantined"] = (Anomaly, EventSeverity.Info),
        ["rules_stale"] = (Anomaly, EventSeverity.Info),
        ["journal_damaged"] = (Anomaly, EventSeverity.Info),
        ["store_replaced"] = (Anomaly, EventSeverity.Info),
        ["store_mismatch"] = (Anomaly, EventSeverity.Info),
    };

    // Each has an alert of its own: the condition, the change of state that follows, or the count they add to.
    private static readonly HashSet<string> Elsewhere = new(StringComparer.Ordinal)
    {
        "condition_raised", "condition_cleared", "trading_state_changed", "orphan_found", "orphan_canceled", "alert_raised", "alert_sent", "alert_failed", "alert_acknowledged",
    };

    /// <summary>The event types that call for an alert by themselves.</summary>
    public static IReadOnlyCollection<string> Types => ByType.Keys;

    /// <summary>Null when the event calls nobody.</summary>
    public static AlertKind? KindOf(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (ByType.TryGetValue(told.Type, out var row))
            return told.Severity >= row.Least ? row.Kind : null;
        return told.Severity == EventSeverity.Critical && !Elsewhere.Contains(told.Type) ? Anomaly : null;
    }

    /// <summary>Null for what a person has asked for: the change of state that follows is told.</summary>
    public static AlertKind? KindOf(TradingCondition condition) => condition switch
    {
        TradingCondition.Unprotected => PositionWithoutStop,
        TradingCondition.BookDiffers or TradingCondition.ShortPosition => ReconcileMismatch,
        TradingCondition.VenueMaintenance => BreakerOpen,
        TradingCondition.BadKeys or TradingCondition.RepeatedRefusals or TradingCondition.InsufficientFunds => ExecutionFailed,
        TradingCondition.StageFailed => CrashLoop,
        TradingCondition.HaltFile or TradingCondition.Operator => null,
        _ => Anomaly,
    };
}
