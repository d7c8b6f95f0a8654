using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Lines of the status as the supervisor knows them.</summary>
public static class StatusLines
{
    /// <summary>All that the supervisor knows at a moment.</summary>
    /// <param name="sight">What stands against entering.</param>
    /// <param name="current">The processes it supervises.</param>
    /// <param name="dashboard">Where the dashboard listens; null while it does not.</param>
    /// <param name="machineNow">Machine time.</param>
    public static StatusSnapshot Of(
        RunPlan plan, OrchestratorBus bus, TradingSight sight, IReadOnlyCollection<SupervisedProcess> current, HeartbeatBoard board, string? dashboard, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(sight);
        return new StatusSnapshot
        {
            Profile = plan.Home.Profile,
            // A state that cannot be stored holds all the same: nothing can be entered on a store that stores nothing.
            TradingState = new HaltLatch(plan.Home).IsLatched ? "halted" : (bus.Wanted?.State ?? bus.Trading?.State)?.ToString().ToLowerInvariant() ?? "unknown",
            TradingReason = bus.Wanted?.Reason ?? bus.Trading?.Reason,
            TradingSince = bus.Wanted?.Since ?? (bus.Trading is { } control ? control.Since ?? control.MachineTime : null),
            Conditions = sight.Conditions,
            Speaking = [.. sight.Speaking.Order(StringComparer.Ordinal)],
            Endpoints = new StatusEndpoints(plan.Endpoints.Nats, plan.Endpoints.Simulator, dashboard),
            Orchestrator = new StatusOrchestrator(Environment.ProcessId, ProcessRecord.ReadLiving(plan.Home, Processes.Orchestrator)?.StartedAt ?? machineNow),
            Processes = [.. current.Select(process => Of(process, board)), .. plan.Without.Select(stage => LeftOut(stage, plan.Home, board))],
            At = machineNow,
        };
    }

    public static StatusProcess Of(SupervisedProcess process, HeartbeatBoard board)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(board);
        var word = process.Identity is null ? null : board.Newest(process.Name);
        return new StatusProcess
        {
            Name = process.Name,
            State = process.State,
            Pid = process.Identity?.Pid,
            StartedAt = process.Identity is null ? null : process.StartedAt,
            StartedBy = process.Identity is null ? null : process.StartedBy,
            Restarts = process.Restarts,
            HeartbeatAgeMs = word is { } heard ? (long)heard.Age.TotalMilliseconds : null,
            Lag = word?.Word.Lag,
            Configuration = word?.Word.Configuration,
            Detail = process.Detail,
        };
    }

    /// <summary>A stage that was left to a person: running if a person has started it.</summary>
    public static StatusProcess LeftOut(string stage, PipelineHome home, HeartbeatBoard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        if (ProcessRecord.ReadLiving(home, stage) is not { } record)
            return new StatusProcess { Name = stage, State = ProcessState.Stopped, Detail = StatusProcess.LeftOut };
        var word = board.Newest(stage) is { } heard && heard.Word.Pid == record.Identity.Pid ? heard : ((Heartbeat Word, TimeSpan Age)?)null;
        return new StatusProcess
        {
            Name = stage,
            State = word?.Word.State switch
            {
                ProcessHealth.Ready => ProcessState.Ready,
                null or ProcessHealth.Starting => ProcessState.Starting,
                _ => ProcessState.Unhealthy,
            },
            Pid = record.Identity.Pid,
            StartedAt = record.StartedAt,
            StartedBy = record.StartedBy,
            HeartbeatAgeMs = (long?)word?.Age.TotalMilliseconds,
            Lag = word?.Word.Lag,
            Configuration = word?.Word.Configuration,
            Detail = word?.Word.Detail,
        };
    }
}
