using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Hosting.Stages;
using Pipeline.Orchestrator.Dashboard;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Orchestrator.Service;
using Pipeline.Orchestrator.Store;
using Pipeline.Orchestrator.Trading;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>One life of the orchestrator: takes the home, brings everything up, keeps it up, and ends it when asked.</summary>
public sealed class PipelineRun : IAsyncDisposable
{
    private static readonly TimeSpan StepInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CalmInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StreamsPatience = TimeSpan.FromMilliseconds(500);

    private readonly RunPlan _plan;
    private readonly ProcessLock _lock;
    private readonly TimeProvider _machine;
    private readonly ILogger _logger;
    private readonly HeartbeatBoard _board;
    private readonly Shutdown _shutdown;
    private readonly ProcessSupervisor _supervisor;
    private readonly StoreReplacement _replacement;
    private volatile StatusSnapshot? _status;
    private readonly SimulatorControl? _simulator;
    private readonly JournalKeeper _journal;
    private readonly RunObservers _observers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyCollection<SupervisedProcess> _supervised = [];
    private readonly ServiceNotice _service;
    private long _statusWrittenAt;
    private Task<bool>? _ensuring;

    private PipelineRun(RunPlan plan, ProcessLock held, ILoggerFactory loggers, TimeProvider machine)
    {
        _plan = plan;
        _lock = held;
        _machine = machine;
        _logger = loggers.CreateLogger<PipelineRun>();
        _board = new HeartbeatBoard(machine);
        _shutdown = new Shutdown(plan.Home, TimeSpan.FromSeconds(plan.Options.StopSeconds), machine) { StillWaiting = () => _service?.Alive() };
        // Seeded by the pid: the jitter must differ between orchestrators, not be secret.
        _supervisor = new ProcessSupervisor(plan.Home, plan.Table.Specs, _board, _shutdown, machine, new Random(Environment.ProcessId), _logger);
        _simulator = plan.Endpoints.Simulator is { } url ? new SimulatorControl(url) : null;
        _replacement = new StoreReplacement(plan.Home, _supervisor, machine, _logger);
        _observers = new RunObservers(plan, () => _status, loggers, machine);
        Bus = new OrchestratorBus(plan, _board, loggers, machine) { See = See, Observers = _observers };
        _journal = new JournalKeeper(plan.Home, plan.Endpoints, (type, severity, text) => Bus.TellSoon(type, severity, Processes.Orchestrator, text), loggers, machine);
        _supervisor.Happened += Tell;
        _service = new ServiceNotice(Environment.GetEnvironmentVariable, TimeSpan.FromSeconds(plan.Options.ReadySeconds), machine, _logger);
        Dashboard = new DashboardHost(plan, () => _status, _simulator, _observers.Routes, loggers, machine);
    }

    public OrchestratorBus Bus { get; }
    public RunPlan Plan => _plan;
    public DashboardHost Dashboard { get; }

    /// <summary>Completes when every process has been ready at once, first.</summary>
    public Task AllReady => _ready.Task;

    public IReadOnlyCollection<SupervisedProcess> Current => _supervisor.Current;

    public SimulatorControl? Simulator => _simulator;

    /// <exception cref="PipelineException">Exit code 5: an orchestrator runs already.</exception>
    public static PipelineRun Take(RunPlan plan, ILoggerFactory loggers, TimeProvider machine)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var held = ProcessLock.TryTake(plan.Home, Processes.Orchestrator) ?? throw AlreadyRunning(plan.Home);
        return new PipelineRun(plan, held, loggers, machine);
    }

    public static PipelineException AlreadyRunning(PipelineHome home) => new(
        ExitCodes.AlreadyRunning,
        $"Profile {home.Profile} already runs{(ProcessRecord.ReadLiving(home, Processes.Orchestrator) is { } other ? $", orchestrator pid {other.Identity.Pid}" : "")}. See it with ./pipeline status --profile {home.Profile}, end it with ./pipeline stop --profile {home.Profile}.");

    /// <summary>Supervises until canceled, then ends every process in order.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Prepare();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, _stopping.Token);
        var watches = Watches(both.Token);
        _journal.Begin(_ready.Task);
        try
        {
            using var pulse = new Pulse(StepInterval, CalmInterval, _machine);
            _supervisor.MustHurry += () => pulse.IsCalm = false;
            while (await pulse.NextAsync(both.Token))
                await StepAsync(pulse, both.Token);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            await _stopping.CancelAsync();
            await EndAllAsync();
        }

        await (_ensuring ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await watches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await _observers.DisposeAsync();
        await _journal.DisposeAsync(); // after the last process: what the stages tell while they end belongs into it too
        _simulator?.Dispose();
        _stopping.Dispose();
        _service.Dispose();
        _lock.Dispose();
    }

    private void Prepare()
    {
        KillPoint.Reached(KillPoints.OrchestratorHomeTaken);
        _plan.Endpoints.Write(_plan.Home);
        new EndingMark(_plan.Home).Remove();
        Bus.WriteServerConfiguration();
        new ProcessRecord
        {
            Process = Processes.Orchestrator,
            Identity = ProcessIdentity.OfSelf(),
            StartedBy = "hand",
            StartedAt = _machine.GetUtcNow(),
        }.Write(_plan.Home);
        KillPoint.Reached(KillPoints.OrchestratorRunRecorded);
        Log.Supervising(_logger, _plan.Home.Profile, string.Join(", ", _plan.Table.Specs.Select(spec => spec.Name)));
        Tell(Processes.Orchestrator, "process_started", $"pid {Environment.ProcessId}, profile {_plan.Home.Profile}.");
        _supervisor.Adopt();
        KillPoint.Reached(KillPoints.OrchestratorChildrenAdopted);
    }

    private Task Watches(CancellationToken stopping)
    {
        var lasting = new LastingWatch(_machine, _logger);
        return Task.WhenAll(
            lasting.RunAsync(Processes.NatsServer, new ServerWatch(Processes.NatsServer, Bus.PingAsync, _board, _machine, _logger).RunAsync, stopping),
            _simulator is null ? Task.CompletedTask : lasting.RunAsync(Processes.Simulator, new ServerWatch(Processes.Simulator, _simulator.AnswersAsync, _board, _machine, _logger).RunAsync, stopping),
            lasting.RunAsync("itself", _supervisor.WatchSelfAsync, stopping),
            lasting.RunAsync("output", new OutputKeeper(_plan.Home, _machine, _logger).RunAsync, stopping),
            lasting.RunAsync("the dashboard", Dashboard.RunAsync, stopping),
            lasting.RunAsync("alerts", token => _observers.RunAsync(() => (See([]).Conditions, Bus.Wanted), token), stopping));
    }

    private async Task StepAsync(Pulse pulse, CancellationToken cancellationToken)
    {
        await TryAsync(() => LookAtStoreAsync(cancellationToken), cancellationToken);
        await TryAsync(() => _supervisor.StepAsync(cancellationToken), cancellationToken);
        _supervised = _supervisor.Current;
        await TryAsync(() => StartVenueClockAsync(cancellationToken), cancellationToken);
        KillPoint.Reached(KillPoints.OrchestratorStatusWriting);
        await TryAsync(WriteStatusAsync, cancellationToken);
        _service.Step(_ready.Task.IsCompleted);
        pulse.IsCalm = _supervisor.IsCalm;
    }

    // Nothing may end the one who brings everything back, nor one part of a step keep it from the others: no full disk, no missing right, no server on its way down.
    private async Task TryAsync(Func<Task> part, CancellationToken cancellationToken)
    {
        try
        {
            await part();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            Log.StepFailed(_logger, fault);
        }
    }

    private async Task LookAtStoreAsync(CancellationToken cancellationToken)
    {
        // A server that answers slowly, or no more, must not hold up the supervision: it is the next step that replaces it.
        _supervisor.StreamsReady = false;
        _ensuring ??= Bus.EnsureStreamsAsync(cancellationToken);
        await Task.WhenAny(_ensuring, _ensuring.IsCompleted ? _ensuring : Task.Delay(StreamsPatience, _machine, cancellationToken));
        try
        {
            if (!_ensuring.IsCompleted)
                return;
            var ensured = _ensuring;
            _ensuring = null;
            _supervisor.StreamsReady = await ensured;
            await ReplaceStoreAsync(cancellationToken);
        }
        finally
        {
            // A store that is lost is not another's: the seller may go on beside what is left of it.
            _supervisor.StoreIsChanging = Bus.StoreProblem is { Condition: TradingCondition.StoreForeign } || (!_supervisor.StreamsReady && StoreMark.Read(_plan.Home) is not { Created: true });
        }
    }

    private async Task ReplaceStoreAsync(CancellationToken cancellationToken)
    {
        if (Bus.StoreProblem is not { } problem || await _replacement.TryAsync(problem, cancellationToken) is not { } aside)
            return;
        Bus.StoreWasReplaced();
        Bus.TellSoon("store_replaced", EventSeverity.Critical, Processes.NatsServer, $"{problem.Text} A new store was begun; the old one lies in {aside}.");
    }

    private TradingSight See(IEnumerable<RaisedCondition> own) => TradingSights.Of(_plan.Home, _board, _supervised, own.Concat(Bus.StoreConditions), _machine.GetUtcNow());

    private async Task StartVenueClockAsync(CancellationToken cancellationToken)
    {
        if (_ready.Task.IsCompleted || !_supervisor.AllReady)
            return;
        if (_simulator is not null)
            await _simulator.StartClockAsync(cancellationToken);
        if (_ready.TrySetResult())
            Tell(Processes.Orchestrator, "process_ready", "Every process is ready.");
    }

    private Task WriteStatusAsync()
    {
        if (_statusWrittenAt != 0 && _machine.GetElapsedTime(_statusWrittenAt) < StatusInterval && !_supervisor.HasChanged && _status?.Endpoints.Dashboard == Dashboard.Url)
            return Task.CompletedTask;
        _supervisor.HasChanged = false;
        _statusWrittenAt = _machine.GetTimestamp();
        _status = StatusLines.Of(_plan, Bus, See([]), _supervisor.Current, _board, Dashboard.Url, _machine.GetUtcNow()) with { Journal = _journal.Status };
        _status.Write(_plan.Home);
        return Task.CompletedTask;
    }

    private void Tell(string process, string type, string detail)
    {
        var severity = type switch { "stage_started" or "process_started" or "process_ready" or "process_stopping" => EventSeverity.Info, "stage_failed" => EventSeverity.Critical, _ => EventSeverity.Error };
        Bus.TellSoon(type, severity, process, detail);
    }

    private async Task EndAllAsync()
    {
        KillPoint.Reached(KillPoints.OrchestratorShutdownBegun);
        _service.Stopping();
        Tell(Processes.Orchestrator, "process_stopping", "It ends every process, then itself.");
        var known = _supervisor.Current.Where(process => process.Identity is not null).ToDictionary(process => process.Name, process => process.Identity!, StringComparer.Ordinal);
        var expected = _supervisor.Current.Where(process => process.StartedAt is not null).Select(process => process.Name).ToList();
        foreach (var left in await _shutdown.EndAllAsync(known, expected, name => Log.Stopping(_logger, name), CancellationToken.None))
            Log.MayBeLeft(_logger, left);
        ProcessRecord.Remove(_plan.Home, Processes.Orchestrator);
    }
}
