using static Pipeline.Contracts.Metrics.MetricKind;

namespace Pipeline.Contracts.Metrics;

/// <summary>Every figure that the pipeline measures.</summary>
public static class MetricCatalogue
{
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] Fractions = [-0.01, -0.005, -0.002, -0.001, 0, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05];

    public static readonly Metric SignalToOrder = new("pipeline_signal_to_order_seconds", Histogram, "", "From the signal's writing to the entry's leaving, machine time.") { Buckets = Seconds };
    public static readonly Metric Signals = new("pipeline_signals_total", Counter, "outcome", "Signals by what the buyer did with them: bought, or why not.");
    public static readonly Metric Equity = new("pipeline_equity_dollars", Gauge, "", "Equity of the account as the venue last told it.");
    public static readonly Metric Cash = new("pipeline_cash_dollars", Gauge, "", "Cash of the account as the venue last told it.");
    public static readonly Metric OrderToFill = new("pipeline_order_to_fill_seconds", Histogram, "role", "From an order's submission to the latest of its executions, by the venue's clock.") { Buckets = Seconds };
    public static readonly Metric Slippage = new("pipeline_slippage_ratio", Histogram, "role", "How much worse than the arrival price an order was executed: entries and exits against the middle of the quote they were decided on, stops against their stop.") { Buckets = Fractions };
    public static readonly Metric Unprotected = new("pipeline_unprotected_seconds_total", Counter, "", "Seconds for which held shares were under no working exit, summed over positions, as the monitor's look each second shows it.");
    public static readonly Metric UnprotectedNow = new("pipeline_unprotected_positions", Gauge, "", "Positions with shares under no working exit now.");
    public static readonly Metric Positions = new("pipeline_positions", Gauge, "", "Positions held.");
    public static readonly Metric Trades = new("pipeline_trades_total", Counter, "reason", "Closed round trips by why they were left.");
    public static readonly Metric Profit = new("pipeline_profit_dollars", Gauge, "", "Profit of the round trips that this seller has recorded since it began.");
    public static readonly Metric SignalsFound = new("pipeline_signals_found_total", Counter, "strategy", "Signals that the scanner published.");
    public static readonly Metric ConsumerLag = new("pipeline_consumer_lag_messages", Gauge, "", "Messages waiting for this process, or with it.");
    public static readonly Metric Handled = new("pipeline_messages_handled_total", Counter, "outcome", "Delivered messages by what became of them: done, retry_after, quarantine.");
    public static readonly Metric BudgetLeft = new("pipeline_request_budget_left", Gauge, "api", "Requests that this process may send to the venue at once; none where the venue sets no limit.");
    public static readonly Metric VenueRequest = new("pipeline_venue_request_seconds", Histogram, "api status", "How long the venue took to answer a request, by the hundred of its status.") { Buckets = Seconds };
    public static readonly Metric ConnectionsOpened = new("pipeline_connection_opened_total", Counter, "connection", "How often a connection was opened; all but the first are reconnects.");
    public static readonly Metric ConnectionSilence = new("pipeline_connection_silence_seconds", Gauge, "connection", "Since a connection was last heard on; none while it is lost.");
    public static readonly Metric ConnectionLatency = new("pipeline_connection_latency_seconds", Gauge, "connection", "How long the last ping took to come back.");
    public static readonly Metric Memory = new("pipeline_process_memory_bytes", Gauge, "", "Resident memory of the process.");
    public static readonly Metric Processor = new("pipeline_process_cpu_seconds_total", Counter, "", "Processor time that the process has used.");
    public static readonly Metric Handles = new("pipeline_process_handles", Gauge, "", "Open files, sockets and the like.");
    public static readonly Metric Up = new("pipeline_process_up", Gauge, "of", "1 while a process is ready, 0 otherwise.");
    public static readonly Metric Restarts = new("pipeline_process_restarts_total", Counter, "of", "How often a process was started again after it had ended by itself.");
    public static readonly Metric HeartbeatAge = new("pipeline_heartbeat_age_seconds", Gauge, "of", "Since a process last said how it is.");
    public static readonly Metric TradingState = new("pipeline_trading_state", Gauge, "", "0 active, 1 reducing, 2 halted, -1 not known.");
    public static readonly Metric Conditions = new("pipeline_conditions", Gauge, "condition", "How many see a condition that stands against entering.");
    public static readonly Metric StreamAge = new("pipeline_stream_age_seconds", Gauge, "stream", "Since the newest message of a stream was stored.");
    public static readonly Metric StreamMessages = new("pipeline_stream_messages", Gauge, "stream", "Messages in a stream.");
    public static readonly Metric StreamBytes = new("pipeline_stream_bytes", Gauge, "stream", "Bytes of a stream.");
    public static readonly Metric AlertsRaised = new("pipeline_alerts_total", Counter, "kind severity", "Alerts raised.");
    public static readonly Metric AlertsFared = new("pipeline_alert_deliveries_total", Counter, "route result", "Deliveries of alerts by how they ended.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        SignalToOrder, Signals, Equity, Cash, OrderToFill, Slippage, Unprotected, UnprotectedNow, Positions, Trades, Profit, SignalsFound, ConsumerLag, Handled, BudgetLeft, VenueRequest,
        ConnectionsOpened, ConnectionSilence, ConnectionLatency, Memory, Processor, Handles, Up, Restarts, HeartbeatAge, TradingState, Conditions, StreamAge, StreamMessages, StreamBytes, AlertsRaised, AlertsFared,
    ];

    private static readonly Dictionary<string, Metric> ByName = All.ToDictionary(metric => metric.Name, StringComparer.Ordinal);

    /// <summary>Null for a name that is not in the catalogue.</summary>
    public static Metric? Find(string name) => ByName.GetValueOrDefault(name);
}
