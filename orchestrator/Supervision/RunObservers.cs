using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Metrics;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Services;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Orchestrator.Dashboard;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Metrics;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Who looks on beside the supervision and is never waited for: alerts, figures, and whoever asks what this process is.</summary>
/// <param name="status">The supervisor's last word; null before the first.</param>
public sealed class RunObservers(RunPlan plan, Func<StatusSnapshot?> status, ILoggerFactory loggers, TimeProvider machine) : IAsyncDisposable
{
    private readonly MetricsBoard _board = new(machine);
    private readonly SupervisionFigures _figures = new(status);
    private readonly DateTimeOffset _startedAt = machine.GetUtcNow();
    private AlertService? _alerts;

    public MetricsBoard Metrics => _board;

    public AlertService Alerts => _alerts ??= new AlertService(
        plan.Home, plan.Alerts, plan.Simulator is not null, () => (decimal?)_board.ValueOf(Processes.Buyer, MetricCatalogue.Equity) ?? JournalEquity.LastOf(plan.Home), machine, loggers);

    /// <summary>What they answer over HTTP.</summary>
    public IReadOnlyList<IDashboardRoutes> Routes => [new MetricsRoutes(_board)];

    /// <summary>Looks with nats-server or without, until cancelled.</summary>
    public async Task RunAsync(Func<(IReadOnlyList<RaisedCondition> Conditions, TradingDecision? Wanted)> look, CancellationToken stopping)
    {
        using var sending = BeginSending();
        await Alerts.RunAsync(look, stopping);
    }

    /// <summary>What each of them hears over a connection; begun again after a fault.</summary>
    public IReadOnlyList<Func<CancellationToken, Task>> Listeners(PipelineConnection connection, MessagePublisher publisher, StoredMessages stored)
    {
        var responder = new ServiceResponder(Processes.Orchestrator, connection, Heartbeat, () => _board.Read()[^1].Points, machine, loggers.CreateLogger<ServiceResponder>());
        return
        [
            token => Alerts.FollowAsync(connection, publisher, stored, token),
            token => HearFiguresAsync(connection, token),
            token => new StreamFigures(machine).RunAsync(connection, token),
            responder.RunAsync,
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_alerts is not null)
            await _alerts.DisposeAsync();
        _figures.Dispose();
        _board.Dispose();
    }

    // Whatever is wrong with figures, a person must still be called.
    private IDisposable? BeginSending()
    {
        try
        {
            return Hosting.Metrics.OtlpSending.Begin(plan.Metrics, Processes.Orchestrator, plan.Home.Profile);
        }
        catch (Exception fault)
        {
            Log.FiguresNotSent(loggers.CreateLogger<RunObservers>(), fault);
            return null;
        }
    }

    private async Task HearFiguresAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        var reader = new CoreReader<ProcessMetrics>(connection, loggers.CreateLogger<CoreReader<ProcessMetrics>>());
        await foreach (var heard in reader.ReadAsync(Subjects.Metrics("*"), cancellationToken))
            _board.Hear(heard.Body);
    }

    private Heartbeat Heartbeat() => new()
    {
        Process = Processes.Orchestrator,
        State = status() is null ? ProcessHealth.Starting : ProcessHealth.Ready,
        Pid = Environment.ProcessId,
        StartedAt = _startedAt,
        StartedBy = "hand",
        SentAt = machine.GetUtcNow(),
    };
}
