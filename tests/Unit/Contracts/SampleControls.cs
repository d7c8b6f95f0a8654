using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Values;
using static Pipeline.Tests.Unit.Contracts.SampleMessages;

namespace Pipeline.Tests.Unit.Contracts;

/// <summary>One control, heartbeat, event and dead letter of each type with every field set.</summary>
internal static class SampleControls
{
    private static readonly RaisedCondition Condition = new()
    {
        Condition = TradingCondition.BookDiffers,
        Process = Processes.Monitor,
        Symbol = Berkshire,
        Text = "The venue shows 5 shares, the book 3.",
        Since = Machine,
    };

    public static readonly TradingControl TradingControl = new()
    {
        Id = "control-1",
        CorrelationId = "control-1",
        CausationId = "operator",
        VenueTime = Now,
        MachineTime = Machine,
        State = TradingState.Halted,
        Reason = "operator asked",
        By = "operator",
        Since = Machine,
        ResumedAt = Machine,
        Causes = [Condition],
    };

    public static readonly FlattenControl FlattenControl = new()
    {
        Id = "control-2",
        CorrelationId = "control-2",
        CausationId = "operator",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = Berkshire,
        Reason = "operator asked",
    };

    public static readonly StoreControl StoreControl = new()
    {
        Id = "store-1",
        CorrelationId = "store-1",
        CausationId = "store-1",
        VenueTime = Now,
        MachineTime = Machine,
        StoreId = "store-1",
    };

    public static readonly LockControl LockControl = new()
    {
        Id = "control-3",
        CorrelationId = "control-3",
        CausationId = "operator",
        VenueTime = Now,
        MachineTime = Machine,
        Symbol = Berkshire,
        Until = Now.AddDays(1),
        Reason = "earnings",
        By = "operator",
    };

    public static readonly LogLevelControl LogLevelControl = new()
    {
        Id = "log-1",
        CorrelationId = "log-1",
        CausationId = "operator",
        VenueTime = Now,
        MachineTime = Machine,
        Process = "buyer",
        Level = LogLevelName.Debug,
        Until = Machine.AddHours(1),
        By = "operator",
    };

    public static readonly ReconcileControl ReconcileControl = new()
    {
        Id = "reconcile-1",
        CorrelationId = "reconcile-1",
        CausationId = "operator",
        VenueTime = Now,
        MachineTime = Machine,
        DryRun = true,
        By = "operator",
    };

    public static readonly ConfigurationControl ConfigurationControl = new()
    {
        Id = "configuration-1",
        CorrelationId = "configuration-1",
        CausationId = "CONTROL-7",
        VenueTime = Now,
        MachineTime = Machine,
        Settings = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Buyer:MaxPositions"] = "3" },
        Changes = [new SettingChange("Buyer:MaxPositions", "5", "3"), new SettingChange("Scanner:Threshold", "120", null)],
        Revision = "3f2a",
        By = "operator",
    };

    public static readonly Heartbeat Heartbeat = new()
    {
        Process = Processes.Buyer,
        State = ProcessHealth.Ready,
        Pid = 4711,
        StartedAt = Machine,
        StartedBy = "hand",
        Lag = 2,
        Detail = "reading",
        Conditions = [Condition],
        Configuration = "3f2a",
        SentAt = Machine,
    };

    public static readonly ProcessMetrics ProcessMetrics = new()
    {
        Process = Processes.Buyer,
        Pid = 4711,
        SentAt = Machine,
        Points =
        [
            new MetricPoint { Name = "pipeline_equity_dollars", Value = 100000.5 },
            new MetricPoint { Name = "pipeline_order_to_fill_seconds", Labels = new SortedDictionary<string, string> { ["role"] = "entry" }, Value = 0.25, Counts = [0, 2, 1] },
        ],
    };

    public static readonly PipelineEvent PipelineEvent = new()
    {
        Id = "event-1",
        CorrelationId = SignalId,
        CausationId = SignalId,
        VenueTime = Now,
        MachineTime = Machine,
        Process = Processes.Buyer,
        Type = "signal_refused",
        Severity = EventSeverity.Warning,
        Symbol = Berkshire,
        OrderId = "9b7e7a7c-0001",
        Reason = "stale_signal",
        Text = "The signal is 90 s old.",
        Facts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["age"] = "90", ["limit"] = "60" },
    };

    public static readonly DeadLetter DeadLetter = new()
    {
        Id = "dlq-buyer-SIGNALS-5",
        CorrelationId = "SIGNALS-5",
        CausationId = "SIGNALS-5",
        VenueTime = Now,
        MachineTime = Machine,
        Process = Processes.Buyer,
        Stream = "SIGNALS",
        Sequence = 5,
        Subject = "signal.buy.momentum.BRK-B",
        Reason = "not a BuySignal",
        Deliveries = 1,
        Headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["Nats-Msg-Id"] = "poison" },
        Data = "{not json"u8.ToArray(),
    };
}
