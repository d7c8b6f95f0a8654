using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Logging;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Configuration;
using Pipeline.Orchestrator.Store;
using Pipeline.Orchestrator.Trading;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The orchestrator's side of NATS: the server's configuration, the streams, what the stages say, the trading state, and what it tells itself.</summary>
public sealed class OrchestratorBus(RunPlan plan, HeartbeatBoard board, ILoggerFactory loggers, TimeProvider machine) : IAsyncDisposable
{
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RememberInterval = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = loggers.CreateLogger<OrchestratorBus>();
    private readonly StoreKeeper _store = new(plan.Home, machine, loggers.CreateLogger<StoreKeeper>());
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Func<ControlPublisher, CancellationToken, Task>> _toTell = Channel.CreateBounded<Func<ControlPublisher, CancellationToken, Task>>(1_000);
    private PipelineConnection? _connection;
    private Task _listening = Task.CompletedTask;
    private TradingStateKeeper? _trading;
    private StoreProbe? _probe;
    private volatile bool _ensured;
    private volatile int _openings;

    /// <summary>The control in force; null until it could be read.</summary>
    public TradingControl? Trading => _trading?.InForce;

    /// <summary>What must be in force, though it may not be storable; null until it could be decided.</summary>
    public TradingDecision? Wanted => _trading?.Wanted;

    /// <summary>What is wrong with storing; empty when nothing is.</summary>
    public IReadOnlyList<RaisedCondition> StoreConditions => _probe?.Conditions ?? [];

    /// <summary>Why the store must be set aside and another be made; null when it is ours.</summary>
    public RaisedCondition? StoreProblem => _store.Problem;

    /// <summary>What is seen of all that may stand against entering, given what the orchestrator itself has found; set before the streams are ensured.</summary>
    public Func<IEnumerable<RaisedCondition>, TradingSight> See { get; set; } = own => new TradingSight([.. own], new HashSet<string>());

    /// <summary>Who listens beside the supervision; null: nobody.</summary>
    public RunObservers? Observers { get; init; }

    public void WriteServerConfiguration()
    {
        var configuration = new NatsConfiguration
        {
            Port = new Uri(plan.Endpoints.Nats).Port,
            Address = plan.Options.NatsAddress,
            Tls = plan.Options.NatsTls,
            StoreDirectory = plan.Home.Nats,
            Passwords = NatsUsers.All.ToDictionary(user => user.User, user => Passwords.ReadOrCreate(plan.Home, user.User), StringComparer.Ordinal),
            LogFile = Path.Combine(plan.Home.Logs, $"{Processes.NatsServer}.log"),
        };
        OwnerOnlyFile.WriteAllText(ProcessTable.NatsConfigurationFile(plan.Home), configuration.Render());
    }

    /// <summary>Whether nats-server answers us, connecting first where we are not connected.</summary>
    public async Task<bool> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await ConnectAsync(cancellationToken);
            await _connection.Nats.PingAsync(cancellationToken).AsTask().WaitAsync(PingPatience, machine, cancellationToken);
            return _connection.IsOpen;
        }
        catch (Exception away) when (away is NatsException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>True when all streams and durables stand. Asks the server only after a (re)connect.</summary>
    public async Task<bool> EnsureStreamsAsync(CancellationToken cancellationToken)
    {
        if (_ensured || StoreProblem is not null || _connection is not { IsOpen: true } connection)
            return _ensured;
        try
        {
            var opening = _openings;
            var stored = new StoredMessages(connection);
            var publisher = new MessagePublisher(connection, stored, machine, loggers.CreateLogger<MessagePublisher>());
            var creator = new TopologyCreator(connection, stored, publisher, machine, loggers.CreateLogger<TopologyCreator>());
            var writer = new TradingStateWriter(publisher, stored, machine);
            if (!await _store.EnsureAsync(creator, stored, trouble => BeginTradingAsync(writer, trouble, cancellationToken), cancellationToken))
                return false;
            Listen(connection, publisher, stored, writer);
            // A server that has come back meanwhile is looked at again.
            _ensured = opening == _openings;
            return _ensured;
        }
        catch (NatsException notYet)
        {
            Log.StreamsNotReady(_logger, notYet.Message);
            return false;
        }
    }

    /// <summary>The store was set aside: what comes now is a new one.</summary>
    public void StoreWasReplaced()
    {
        _store.Forget();
        _ensured = false;
    }

    /// <summary>Queues an event; it is published as soon as the server is there.</summary>
    public void TellSoon(string type, EventSeverity severity, string process, string detail) =>
        _toTell.Writer.TryWrite((control, cancellationToken) => control.TellAsync(type, severity, process, $"{process}: {detail}", cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_connection is not null)
            await _connection.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<PipelineConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = await PipelineConnection.ConnectAsync(
            plan.Endpoints.As(Processes.Orchestrator, plan.Home), loggers, cancellationToken);
        // A server that came back may have come back without its store: look again.
        connection.Nats.ConnectionOpened += (_, _) =>
        {
            _openings++;
            _ensured = false;
            return ValueTask.CompletedTask;
        };
        return connection;
    }

    /// <summary>Before any stage is started the streams say what may be traded: a new store trades, and one that has had a trouble does not.</summary>
    private Task<TradingDecision> BeginTradingAsync(TradingStateWriter writer, RaisedCondition? trouble, CancellationToken cancellationToken)
    {
        var isNew = !StoreMark.ReadOrCreate(plan.Home).Created;
        if (trouble is not null)
            TellSoon("store_mismatch", EventSeverity.Critical, Processes.NatsServer, trouble.Text);
        return writer.ChangeAsync(
            found =>
            {
                var now = machine.GetUtcNow();
                List<RaisedCondition> own = trouble is null ? [] : [trouble];
                if (found.Control is null && !isNew)
                    own.Add(TradingSights.Condition(TradingCondition.ControlUnreadable, Processes.Orchestrator, $"{Subjects.TradingControl} is {found.Unreadable ?? "gone"}.", now));
                return TradingStateRules.Decide(found.Control, See(own), now);
            },
            Processes.Orchestrator,
            cancellationToken);
    }

    private void Listen(PipelineConnection connection, MessagePublisher publisher, StoredMessages stored, TradingStateWriter writer)
    {
        if (!_listening.IsCompleted)
            return;
        var control = new ControlPublisher(publisher, machine);
        var trading = new TradingStateKeeper(own => See(own), writer, new UnreadableControls(publisher, machine), new SymbolLocks(publisher, machine), new LockTelling(control, machine), control, machine, loggers.CreateLogger<TradingStateKeeper>());
        var probe = new StoreProbe(plan.Home, connection, publisher, machine);
        (_trading, _probe) = (trading, probe);
        _listening = Task.WhenAll(
            KeepAsync(token => HearHeartbeatsAsync(connection, token)),
            KeepAsync(token => FollowControlAsync(connection, trading, token)),
            KeepAsync(trading.RunAsync),
            KeepAsync(probe.RunAsync),
            KeepAsync(token => RememberStoreAsync(stored, token)),
            loggers is ProcessLog log ? KeepAsync(token => LogLevelFollower.RunAsync(log, connection, stored, machine, token)) : Task.CompletedTask,
            KeepAsync(token => TellAsync(control, token)),
            Task.WhenAll((Observers?.Listeners(connection, publisher, stored) ?? []).Select(KeepAsync)));
    }

    // Nothing the stages say may end the one who supervises them.
    private async Task KeepAsync(Func<CancellationToken, Task> listen)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await listen(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.StepFailed(_logger, fault);
                await Task.Delay(PingPatience, machine, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HearHeartbeatsAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        var reader = new CoreReader<Heartbeat>(connection, loggers.CreateLogger<CoreReader<Heartbeat>>());
        await foreach (var heard in reader.ReadAsync(Subjects.Heartbeat("*"), cancellationToken))
            board.Hear(heard.Body);
    }

    private async Task FollowControlAsync(PipelineConnection connection, TradingStateKeeper trading, CancellationToken cancellationToken)
    {
        trading.Forget();
        await using var follower = new BookFollower(connection, new StoredMessages(connection), [BookSelection.Control], machine, loggers.CreateLogger<BookFollower>());
        await foreach (var item in follower.FollowAsync(cancellationToken))
        {
            trading.Hear(item);
            OverlayCopy.Hear(plan.Home, item, _logger);
        }
    }

    private async Task RememberStoreAsync(StoredMessages stored, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RememberInterval, machine);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (_ensured)
                await _store.RememberAsync(stored, cancellationToken);
        }
    }

    private async Task TellAsync(ControlPublisher control, CancellationToken cancellationToken)
    {
        await foreach (var tell in _toTell.Reader.ReadAllAsync(cancellationToken))
            await tell(control, cancellationToken);
    }
}
