using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The orchestrator's side of NATS: the server's configuration, the streams, what the stages say, and what it tells itself.</summary>
public sealed class OrchestratorBus(RunPlan plan, HeartbeatBoard board, ILoggerFactory loggers, TimeProvider machine) : IAsyncDisposable
{
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger<OrchestratorBus>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Func<ControlPublisher, CancellationToken, Task>> _toTell = Channel.CreateBounded<Func<ControlPublisher, CancellationToken, Task>>(1_000);
    private PipelineConnection? _connection;
    private Task _listening = Task.CompletedTask;
    private volatile bool _ensured;

    /// <summary>Null until it could be read.</summary>
    public TradingState? TradingState { get; private set; }

    /// <summary>Why no stage may be started although the server answers; null when nothing is wrong.</summary>
    public string? StoreProblem { get; private set; }

    public void WriteServerConfiguration()
    {
        var configuration = new NatsConfiguration
        {
            Port = new Uri(plan.Endpoints.Nats).Port,
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
        if (_ensured || _connection is not { IsOpen: true } connection)
            return _ensured;
        try
        {
            var stored = new StoredMessages(connection);
            var publisher = new MessagePublisher(connection, stored, machine, loggers.CreateLogger<MessagePublisher>());
            var creator = new TopologyCreator(connection, stored, publisher, machine, loggers.CreateLogger<TopologyCreator>());
            var mark = StoreMark.ReadOrCreate(plan.Home);
            var result = await creator.EnsureAsync(mark.StoreId, mark.Created, cancellationToken);
            if (!Accept(result))
                return false;
            KillPoint.Reached(KillPoints.OrchestratorStreamsEnsured);
            if (!mark.Created)
                (mark with { Created = true }).Write(plan.Home);
            var control = new ControlPublisher(publisher, stored, machine);
            await control.EnsureTradingStateAsync(cancellationToken);
            Listen(connection, control);
            _ensured = true;
            return true;
        }
        catch (NatsException notYet)
        {
            Log.StreamsNotReady(_logger, notYet.Message);
            return false;
        }
    }

    /// <summary>Queues an event; it is published as soon as the server is there.</summary>
    public void TellSoon(string type, EventSeverity severity, string process, string detail) =>
        _toTell.Writer.TryWrite((control, cancellationToken) => control.TellAsync(type, severity, process, detail, cancellationToken));

    /// <summary>Queues a change of the trading state; only ever to a more careful one.</summary>
    public void SetTradingStateSoon(TradingState state, string reason, string by) =>
        _toTell.Writer.TryWrite((control, cancellationToken) => control.TightenAsync(state, reason, by, cancellationToken));

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
            new MessagingOptions { Url = plan.Endpoints.Nats, User = Processes.Orchestrator, Password = Passwords.Read(plan.Home, Processes.Orchestrator) },
            loggers,
            cancellationToken);
        // A server that came back may have come back without its store: look again.
        connection.Nats.ConnectionOpened += (_, _) =>
        {
            _ensured = false;
            return ValueTask.CompletedTask;
        };
        return connection;
    }

    private bool Accept(TopologyResult result)
    {
        StoreProblem = result switch
        {
            TopologyResult.StoreMismatch mismatch =>
                $"{mismatch.Where} belongs to store {mismatch.Found ?? "(unnamed)"}, this home to {mismatch.Expected}. Nothing was changed. Put the right store back into {plan.Home.Nats}.",
            TopologyResult.StreamsMissing missing =>
                $"{string.Join(", ", missing.Streams)} of this home's store are gone. Nothing was changed. Put the store back into {plan.Home.Nats}, or begin anew with ./pipeline start --profile {plan.Home.Profile} --fresh (demo only).",
            _ => null,
        };
        if (StoreProblem is null)
            return true;
        Log.StoreMismatch(_logger, StoreProblem);
        new HaltLatch(plan.Home).Latch(StoreProblem);
        return false;
    }

    private void Listen(PipelineConnection connection, ControlPublisher control)
    {
        if (!_listening.IsCompleted)
            return;
        _listening = Task.WhenAll(
            KeepAsync(token => HearHeartbeatsAsync(connection, token)),
            KeepAsync(token => FollowControlAsync(connection, token)),
            KeepAsync(token => TellAsync(control, token)));
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

    private async Task FollowControlAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        await using var follower = new BookFollower(connection, new StoredMessages(connection), [BookSelection.Control], machine, loggers.CreateLogger<BookFollower>());
        await foreach (var item in follower.FollowAsync(cancellationToken))
        {
            if (item is BookEntry { Subject: Subjects.TradingControl } entry)
                TradingState = Contracts.Json.ContractsJson.Read<TradingControl>(entry.Data.Span).State;
        }
    }

    private async Task TellAsync(ControlPublisher control, CancellationToken cancellationToken)
    {
        await foreach (var tell in _toTell.Reader.ReadAllAsync(cancellationToken))
            await tell(control, cancellationToken);
    }
}
