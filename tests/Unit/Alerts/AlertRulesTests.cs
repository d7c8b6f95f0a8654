using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Alerts;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Alerts;

public sealed class AlertRulesTests
{
    [Theory]
    [InlineData("protection_missing", EventSeverity.Critical, "not_covered", AlertKind.PositionWithoutStop)]
    [InlineData("undo_failed", EventSeverity.Critical, null, AlertKind.UndoFailed)]
    [InlineData("exit_answered", EventSeverity.Warning, null, AlertKind.ExecutionFailed)]
    [InlineData("stop_refused", EventSeverity.Warning, null, AlertKind.ExecutionFailed)]
    [InlineData("entry_unknown", EventSeverity.Warning, null, AlertKind.ExecutionFailed)]
    [InlineData("reconcile_mismatch", EventSeverity.Critical, "phantom", AlertKind.ReconcileMismatch)]
    [InlineData("breaker_opened", EventSeverity.Warning, null, AlertKind.BreakerOpen)]
    [InlineData("limit_approached", EventSeverity.Warning, "exposure", AlertKind.LimitApproached)]
    [InlineData("message_quarantined", EventSeverity.Error, "unreadable", AlertKind.Anomaly)]
    [InlineData("stage_failed", EventSeverity.Critical, null, AlertKind.CrashLoop)]
    [InlineData("condition_raised", EventSeverity.Critical, "unprotected", AlertKind.PositionWithoutStop)]
    [InlineData("condition_raised", EventSeverity.Error, "book_differs", AlertKind.ReconcileMismatch)]
    [InlineData("condition_raised", EventSeverity.Error, "venue_maintenance", AlertKind.BreakerOpen)]
    [InlineData("condition_raised", EventSeverity.Critical, "bad_keys", AlertKind.ExecutionFailed)]
    [InlineData("condition_raised", EventSeverity.Critical, "store_full", AlertKind.Anomaly)]
    [InlineData("something_nobody_thought_of", EventSeverity.Critical, null, AlertKind.Anomaly)]
    public void Calls_a_person_for(string type, EventSeverity severity, string? reason, AlertKind expected)
    {
        var alert = AlertRules.Of(Some.Event(type, severity, reason: reason), AlertMemory.Empty, Some.Settings);

        Assert.Equal(expected, alert?.Kind);
        Assert.True(alert!.Severity >= severity);
    }

    [Theory]
    [InlineData("exit_answered", EventSeverity.Info)]
    [InlineData("reconcile_mismatch", EventSeverity.Info)]
    [InlineData("signal_refused", EventSeverity.Info)]
    [InlineData("stage_crashed", EventSeverity.Error)]
    [InlineData("alert_raised", EventSeverity.Critical)]
    [InlineData("orphan_found", EventSeverity.Warning)]
    public void Calls_nobody_for(string type, EventSeverity severity) =>
        Assert.Null(AlertRules.Of(Some.Event(type, severity), AlertMemory.Empty, Some.Settings));

    [Theory]
    [InlineData("halted", true)]
    [InlineData("reducing", true)]
    [InlineData("active", false)]
    public void Tells_when_trading_is_no_longer_active(string state, bool tells)
    {
        var alert = AlertRules.Of(Some.Event("trading_state_changed", EventSeverity.Critical, symbol: null, facts: ("state", state)), AlertMemory.Empty, Some.Settings);

        Assert.Equal(tells, alert is { Kind: AlertKind.Halted });
    }

    [Theory]
    [InlineData("0.0101", true)]
    [InlineData("0.01", false)]
    [InlineData("-0.05", false)]
    [InlineData("NaN", false)]
    public void Tells_of_an_execution_that_slipped_by_more_than_one_percent(string slippage, bool tells)
    {
        var told = Some.Event("execution_recorded", facts: [("slippage", slippage), ("averagePrice", "99"), ("arrivalPrice", "100")]);

        Assert.Equal(tells, AlertRules.Of(told, AlertMemory.Empty, Some.Settings) is { Kind: AlertKind.Slippage });
    }

    [Fact]
    public void Tells_of_the_third_loss_in_a_row_and_counts_one_that_is_told_twice_once()
    {
        var memory = AlertMemory.Empty;
        var kinds = new List<AlertKind?>();
        foreach (var trade in new[] { Some.Trade("1", "-1"), Some.Trade("1", "-1"), Some.Trade("2", "3"), Some.Trade("3", "-1"), Some.Trade("4", "-1"), Some.Trade("5", "-1") })
        {
            memory = memory.With(trade);
            kinds.Add(AlertRules.Of(trade, memory, Some.Settings)?.Kind);
        }

        Assert.Equal([null, null, null, null, null, AlertKind.ConsecutiveLosses], kinds);
    }

    [Fact]
    public void Tells_of_orphans_once_there_are_three_within_an_hour()
    {
        var memory = AlertMemory.Empty;
        var kinds = new List<AlertKind?>();
        foreach (var minutes in new[] { 0, 70, 80, 90 })
        {
            var orphan = Some.Event("orphan_found", EventSeverity.Warning, at: Some.Now.AddMinutes(minutes), id: $"orphan-{minutes}");
            memory = memory.With(orphan);
            kinds.Add(AlertRules.Of(orphan, memory, Some.Settings)?.Kind);
        }

        Assert.Equal([null, null, null, AlertKind.Orphans], kinds);
    }

    [Fact]
    public void What_is_told_by_an_event_and_seen_standing_is_one_trouble()
    {
        var since = Some.Now;
        var seen = AlertRules.Of(new RaisedCondition { Condition = TradingCondition.Unprotected, Process = "seller", Symbol = new Symbol("AAPL"), Text = "Bare.", Since = since });
        var raised = AlertRules.Of(Some.Event("condition_raised", EventSeverity.Critical, reason: "unprotected", process: "seller"), AlertMemory.Empty, Some.Settings);
        var missing = AlertRules.Of(Some.Event("protection_missing", EventSeverity.Critical, reason: "not_covered"), AlertMemory.Empty, Some.Settings);

        Assert.Equal(seen!.Key, raised!.Key);
        Assert.Equal(seen.Key, missing!.Key);
    }

    [Fact]
    public void A_crash_loop_is_one_trouble_whether_it_is_told_or_seen()
    {
        var seen = AlertRules.Of(new RaisedCondition { Condition = TradingCondition.StageFailed, Process = "buyer", Text = "Gone.", Since = Some.Now });
        var told = AlertRules.Of(Some.Event("stage_failed", EventSeverity.Critical, symbol: null, process: "orchestrator", facts: ("process", "buyer")), AlertMemory.Empty, Some.Settings);

        Assert.Equal(seen!.Key, told!.Key);
        Assert.Contains("buyer", seen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("protection_mended", null, "monitor", "protection_missing", "not_covered")]
    [InlineData("condition_cleared", "book_differs", "monitor", "condition_raised", "book_differs")]
    [InlineData("breaker_closed", "orders", "buyer", "breaker_opened", "orders")]
    public void The_end_of_a_trouble_names_it(string end, string? reason, string process, string began, string beginning)
    {
        var alert = AlertRules.Of(Some.Event(began, EventSeverity.Critical, reason: beginning, process: process), AlertMemory.Empty, Some.Settings);

        Assert.Contains(alert!.Key, AlertRules.EndedBy(Some.Event(end, reason: reason, process: process)));
    }

    [Fact]
    public void What_a_person_has_asked_for_is_told_as_the_state_alone()
    {
        Assert.Null(AlertRules.Of(new RaisedCondition { Condition = TradingCondition.Operator, Process = "operator", Text = "By hand.", Since = Some.Now }));
        Assert.Equal(AlertKind.Halted, AlertRules.Of(new TradingDecision(TradingState.Halted, [], Some.Now, null, "The halt file is set.", EventSeverity.Warning, true))?.Kind);
        Assert.Null(AlertRules.Of(new TradingDecision(TradingState.Active, [], Some.Now, null, "", EventSeverity.Info, false)));
    }

    [Fact]
    public void The_same_event_is_the_same_alert()
    {
        var told = Some.Event("undo_failed", EventSeverity.Critical);

        Assert.Equal(AlertRules.Of(told, AlertMemory.Empty, Some.Settings)!.Id, AlertRules.Of(told, AlertMemory.Empty, Some.Settings)!.Id);
    }

    [Fact]
    public void Every_condition_calls_somebody_or_was_asked_for() =>
        Assert.All(Enum.GetValues<TradingCondition>(), condition => Assert.Equal(condition is TradingCondition.HaltFile or TradingCondition.Operator, AlertTable.KindOf(condition) is null));
}
