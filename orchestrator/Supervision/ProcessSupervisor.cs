using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Keeps the processes of a table running: adopts what lives, starts what is missing, replaces what died or hangs.</summary>
public sealed class ProcessSupervisor
{
    private readonly IReadOnlyList<ProcessSpec> _specs;
    private readonly ChildLauncher _launcher;
    private readonly PipelineHome _home;
    private readonly HeartbeatBoard _board;
    private readonly RestartRequests _requests;
    private readonly Shutdown _shutdown;
    private readonly TimeProvider _machine;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly Dictionary<string, SupervisedProcess> _processes;
    private readonly Dictionary<string, Task> _endings = new(StringComparer.Ordinal);
    private readonly Wakefulness _wakefulness;
    private long? _beganAt;
    private volatile bool _isAnyoneDead;

    /// <param name="specs">What runs, in the order of starting; nats-server among them.</param>
    public ProcessSupervisor(
        PipelineHome home, IReadOnlyList<ProcessSpec> specs, HeartbeatBoard board, Shutdown shutdown, TimeProvider machine, Random random, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(specs);
        _home = home;
        _specs = specs;
        _launcher = new ChildLauncher(home);
        _launcher.Ended += () =>
        {
            _isAnyoneDead = true;
            MustHurry?.Invoke();
        };
        _requests = new RestartRequests(home);
        _board = board;
        _shutdown = shutdown;
        _machine = machine;
        _wakefulness = new Wakefulness(machine);
        _random = random;
        _logger = logger;
        _processes = _specs.ToDictionary(spec => spec.Name, spec => new SupervisedProcess { Name = spec.Name }, StringComparer.Ordinal);
    }

    /// <summary>Raised when a process was found dead, killed or given up: name, catalogue type of the event, detail.</summary>
    public event Action<string, string, string>? Happened;

    /// <summary>Raised when a process has just ended; on any thread.</summary>
    public event Action? MustHurry;

    /// <summary>False until the streams stand: no stage that needs them is started before.</summary>
    public bool StreamsReady { get; set; }

    /// <summary>True while the home's store is still to be made, or is somebody else's: no stage at all is started.</summary>
    public bool StoreIsChanging { get; set; }

    /// <summary>Set by every change of state; whoever writes the status down clears it.</summary>
    public bool HasChanged { get; set; } = true;

    public IReadOnlyCollection<SupervisedProcess> Current => [.. _specs.Select(spec => _processes[spec.Name])];

    public bool AllReady => _processes.Values.All(process => process.State == ProcessState.Ready);

    /// <summary>All are ready, none is frozen, and the end of any of them will be heard of without looking.</summary>
    public bool IsCalm => !_isAnyoneDead && _processes.Values.All(process => process is { State: ProcessState.Ready, StoppedSince: null, Identity: { } living } && _launcher.HearsEndOf(process.Name, living.Pid));

    /// <summary>Takes up what an earlier orchestrator left running.</summary>
    public void Adopt()
    {
        foreach (var spec in _specs)
        {
            var record = ProcessRecord.ReadLiving(_home, spec.Name);
            if ((record?.Identity ?? _launcher.FindRunning(spec.Name)) is not { } living)
                continue;
            Log.Adopted(_logger, spec.Name, living.Pid);
            _processes[spec.Name] = _processes[spec.Name] with
            {
                Identity = living,
                State = ProcessState.Starting,
                StartedAt = record?.StartedAt ?? _machine.GetUtcNow(),
                StartedBy = record?.StartedBy ?? Processes.Orchestrator,
            };
        }
    }

    /// <summary>Notices when this process itself was frozen; runs beside the steps until canceled.</summary>
    public Task WatchSelfAsync(CancellationToken stopping) => _wakefulness.RunAsync(stopping);

    /// <summary>Looks at every process once and does what follows.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        _beganAt ??= _machine.GetTimestamp();
        _isAnyoneDead = false;
        foreach (var spec in _specs)
        {
            try
            {
                await StepAsync(spec, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One that cannot be started (no descriptor, no space, no right) must not leave those after it without a guard.
                Log.StepFailed(_logger, fault);
            }
        }
    }

    /// <summary>Ends processes, also those that a person has started, and lets them be started anew as if they had never run.</summary>
    public async Task EndAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names)
        {
            if ((ProcessRecord.ReadLiving(_home, name)?.Identity ?? _processes.GetValueOrDefault(name)?.Identity) is { } living && living.IsAlive())
                await _shutdown.EndAsync(living, cancellationToken);
            if (_processes.TryGetValue(name, out var process))
                _processes[name] = new SupervisedProcess { Name = name, StartedAt = process.StartedAt, Restarts = process.Restarts };
        }

        HasChanged = true;
    }

    private async Task StepAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        if ((_endings.ContainsKey(spec.Name) || _requests.IsAsked(spec.Name)) && !await RestartedAsync(spec, cancellationToken))
            return;
        var before = _processes[spec.Name];
#pragma warning disable CA5394 // It only keeps processes from coming back all at once; who guesses it has gained nothing.
        var decision = SupervisionRules.Decide(before, Observe(spec, before), RestartPolicy.For(spec.Name), _machine.GetUtcNow(), _random.NextDouble());
#pragma warning restore CA5394
        _processes[spec.Name] = decision.Next;
        if (decision.Crashed)
        {
            ProcessSignals.KillLeftBehind(before.Identity!);
            Tell(decision.Next, decision.Action == SupervisionAction.GiveUp);
        }

        if (decision.Action == SupervisionAction.Start)
            Start(spec);
        if (decision.Action == SupervisionAction.Kill)
            Kill(decision.Next);
        if (before.State == _processes[spec.Name].State)
            return;
        HasChanged = true;
        Log.StateChanged(_logger, spec.Name, _processes[spec.Name].State.ToString(), _processes[spec.Name].Detail ?? "");
    }

    private Observation Observe(ProcessSpec spec, SupervisedProcess process)
    {
        // First the age of its word, then since when we are awake: a freeze between the two is then noticed.
        var word = _board.Newest(spec.Name);
        var awakeFor = _wakefulness.AwakeFor();
        var sinceStart = _machine.GetUtcNow() - process.StartedAt;
        // A word older than this start is the word of a process that is gone.
        var mine = word is { } heard && heard.Age < sinceStart && (heard.Word.Pid == 0 || heard.Word.Pid == process.Identity?.Pid) ? word : null;
        var isStage = Processes.Stages.Contains(spec.Name);
        var natsReadyFor = _machine.GetUtcNow() - _processes[Processes.NatsServer].ReadySince;
        var (alive, stopped) = process.Identity?.Look() ?? (false, false);
        var ending = alive || process.Identity is null ? default : _launcher.EndingOf(spec.Name, process.Identity.Pid);
        return new Observation(
            alive,
            mine?.Word.State,
            mine?.Age,
            CanBeHeard: !isStage || natsReadyFor > RestartPolicy.For(spec.Name).HungAfter,
            MayStart: StartRules.MayStart(spec, name => _processes[name].State == ProcessState.Ready, ViewOf(process)),
            mine?.Word.Detail,
            stopped,
            ending,
            ending.Code is null ? null : _launcher.LastWordsOf(spec.Name),
            awakeFor,
            isStage && natsReadyFor < awakeFor ? natsReadyFor : awakeFor);
    }

    private SupervisionView ViewOf(SupervisedProcess process) =>
        new(StreamsReady, StoreIsChanging, process.StartedAt is null, _beganAt is { } began ? _machine.GetElapsedTime(began) : TimeSpan.Zero);

    private void Start(ProcessSpec spec)
    {
        var process = _processes[spec.Name];
        // A stage that a person started is left alone and watched: its lock would refuse a second one anyway.
        var byHand = ProcessRecord.ReadLiving(_home, spec.Name);
        KillPoint.Reached(KillPoints.OrchestratorChildStarting);
        var identity = byHand?.Identity ?? _launcher.Start(spec);
        KillPoint.Reached(KillPoints.OrchestratorChildStarted);
        Log.Started(_logger, spec.Name, identity.Pid);
        _processes[spec.Name] = process with
        {
            Identity = identity,
            State = ProcessState.Starting,
            StartedAt = byHand?.StartedAt ?? _machine.GetUtcNow(),
            StartedBy = byHand?.StartedBy ?? Processes.Orchestrator,
            Restarts = process.StartedAt is null ? process.Restarts : process.Restarts + 1,
            StoppedSince = null,
            KilledBecause = null,
            Detail = null,
        };
        Happened?.Invoke(spec.Name, "stage_started", $"pid {identity.Pid}");
    }

    private void Kill(SupervisedProcess process)
    {
        KillPoint.Reached(KillPoints.OrchestratorChildKilling);
        Log.Killed(_logger, process.Name, process.Detail ?? "");
        ProcessSignals.Kill(process.Identity!);
        KillPoint.Reached(KillPoints.OrchestratorChildKilled);
        Happened?.Invoke(process.Name, "stage_hung", process.Detail ?? "");
    }

    private void Tell(SupervisedProcess process, bool failed)
    {
        KillPoint.Reached(KillPoints.OrchestratorChildDead);
        if (failed)
            Log.GaveUp(_logger, process.Name, process.Detail ?? "");
        else
            Log.Crashed(_logger, process.Name, process.Detail ?? "", process.Restarts + 1);
        Happened?.Invoke(process.Name, failed ? "stage_failed" : "stage_crashed", process.Detail ?? "");
    }

    /// <summary>Goes on with a restart that was asked for. False while its process is still ending: the others are looked after meanwhile.</summary>
    private async Task<bool> RestartedAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        if (!_endings.TryGetValue(spec.Name, out var ending))
        {
            var asked = _processes[spec.Name];
            _endings[spec.Name] = ending = asked.Identity is { } living && living.IsAlive() ? _shutdown.EndAsync(living, cancellationToken) : Task.CompletedTask;
            // Nobody is started upon one that ends, nor taken for hung because it no longer carries their words.
            _processes[spec.Name] = asked with { State = ProcessState.Restarting, ReadySince = null, Detail = "asked to restart" };
            HasChanged = true;
        }

        if (!ending.IsCompleted)
            return false;
        _endings.Remove(spec.Name);
        await ending;
        var process = _processes[spec.Name];
        _processes[spec.Name] = new SupervisedProcess { Name = spec.Name, StartedAt = process.StartedAt, Restarts = process.Restarts };
        _requests.Done(spec.Name);
        return true;
    }
}
