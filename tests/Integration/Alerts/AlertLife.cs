using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Alerts;
using Pipeline.Tests.Integration.Messaging;

namespace Pipeline.Tests.Integration.Alerts;

/// <summary>One life of the alerts on a home: ended and begun again it stands for a restarted orchestrator.</summary>
internal sealed class AlertLife : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private AlertLife(PipelineHome home, PipelineConnection? connection, ILoggerFactory loggers, AlertOptions options)
    {
        var sender = new WebhookSender(home.Profile, TimeProvider.System, firstPause: TimeSpan.FromMilliseconds(20), deadline: TimeSpan.FromSeconds(8), retries: 3);
        Service = new AlertService(home, options, isSimulated: true, () => 100_010m, TimeProvider.System, loggers, sender);
        var looking = Service.RunAsync(() => (Conditions, null), _stop.Token);
        var following = connection is null
            ? Task.CompletedTask
            : Service.FollowAsync(connection, MessagingServer.PublisherOn(connection), new StoredMessages(connection), _stop.Token);
        _running = Task.WhenAll(looking, following);
    }

    public AlertService Service { get; }

    /// <summary>What stands now.</summary>
    public volatile IReadOnlyList<RaisedCondition> Conditions = [];

    public static AlertLife Begin(PipelineHome home, PipelineConnection? connection, ILoggerFactory? loggers = null, AlertOptions? options = null) =>
        new(home, connection, loggers ?? NullLoggerFactory.Instance, options ?? new AlertOptions());

    public static PipelineEvent Event(string id, string type, EventSeverity severity = EventSeverity.Critical, string symbol = "AAPL", string process = "monitor", DateTimeOffset? venueTime = null) => new()
    {
        Id = id,
        CorrelationId = "signal-1",
        CausationId = "cause-1",
        VenueTime = venueTime ?? TimeProvider.System.GetUtcNow(),
        MachineTime = TimeProvider.System.GetUtcNow(),
        Process = process,
        Type = type,
        Severity = severity,
        Symbol = new Symbol(symbol),
        Text = $"{type} of {symbol}.",
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Service.DisposeAsync();
        _stop.Dispose();
    }
}
