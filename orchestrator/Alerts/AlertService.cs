using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Calls a person when something needs one. It runs beside the supervision and is never waited for.</summary>
public sealed class AlertService : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly AlertDesk _desk;
    private readonly AlertStore _store;
    private readonly RouteSet _routes;
    private readonly WebhookSender _sender;
    private readonly EventFollower _follower;
    private readonly SummaryWatch _summary;
    private readonly TimeProvider _machine;
    private readonly ILogger _logger;

    /// <param name="isSimulated">The venue has a clock of its own.</param>
    /// <param name="equity">Dollars as last measured; null when nobody has.</param>
    /// <param name="sender">Default: with its default patience.</param>
    public AlertService(PipelineHome home, AlertOptions options, bool isSimulated, Func<decimal?> equity, TimeProvider machine, ILoggerFactory loggers, WebhookSender? sender = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        var settings = options.ToSettings();
        (_machine, _logger) = (machine, loggers.CreateLogger<AlertService>());
        _sender = sender ?? new WebhookSender(home.Profile, machine);
        _store = new AlertStore(_logger);
        _routes = new RouteSet(home, _sender, settings, machine, _logger);
        _desk = new AlertDesk(settings, () => _routes.Queues, _store.Tell, machine, _logger);
        _routes.Told = _desk.Fared;
        _follower = new EventFollower(home, _desk, _store, machine, _logger);
        _summary = new SummaryWatch(_desk, isSimulated, equity, machine);
    }

    /// <summary>The latest alerts, oldest first.</summary>
    public IReadOnlyList<AlertLine> Lines => _desk.Lines;

    /// <summary>Reads the routes and looks at what stands, each second, with nats-server or without.</summary>
    /// <param name="look">What stands against entering, and the trading state that must hold; null while it could not be decided.</param>
    public async Task RunAsync(Func<(IReadOnlyList<RaisedCondition> Conditions, TradingDecision? Wanted)> look, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(look);
        using var timer = new PeriodicTimer(LookInterval, _machine);
        do
        {
            try
            {
                if (await _routes.ReadAgainAsync())
                    _desk.TakeUp();
                var (conditions, wanted) = look();
                _desk.Look(conditions, wanted);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                AlertLog.PartFailed(_logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    /// <summary>Hears the events and stores what became of alerts, until cancelled; begun again after a fault it goes on where it was.</summary>
    /// <exception cref="NatsException">nats-server is away.</exception>
    public async Task FollowAsync(PipelineConnection connection, MessagePublisher publisher, StoredMessages stored, CancellationToken stopping)
    {
        await _routes.Looked.WaitAsync(stopping);
        await Together.RunAsync(
            stopping,
            token => _follower.FollowAsync(connection, stored, token),
            token => _store.RunAsync(publisher, token),
            token => _summary.RunAsync(stored, token));
    }

    public async ValueTask DisposeAsync()
    {
        await _routes.DisposeAsync();
        _sender.Dispose();
    }
}
