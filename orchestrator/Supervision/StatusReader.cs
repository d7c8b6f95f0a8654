using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The state of a home as it is now: the supervisor's last word, checked against the process table, stages started by hand included.</summary>
public sealed class StatusReader(PipelineHome home, TimeProvider machine)
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(3);

    /// <summary>The supervisor's own last word, if it is of now; null when nobody supervises.</summary>
    public StatusSnapshot? ReadFresh() => IfFresh(StatusSnapshot.Read(home), ProcessRecord.ReadLiving(home, Processes.Orchestrator));

    public StatusSnapshot Read()
    {
        var orchestrator = ProcessRecord.ReadLiving(home, Processes.Orchestrator);
        var written = StatusSnapshot.Read(home);
        // The word of an orchestrator that has died since is no word of the one that lives now.
        var fresh = IfFresh(written, orchestrator) is not null;
        var endpoints = Endpoints.Read(home);
        return new StatusSnapshot
        {
            Profile = home.Profile,
            TradingState = fresh ? written!.TradingState : new HaltLatch(home).IsLatched ? "halted" : "unknown",
            TradingReason = fresh ? written!.TradingReason : null,
            TradingSince = fresh ? written!.TradingSince : null,
            Conditions = fresh ? written!.Conditions : null,
            Speaking = fresh ? written!.Speaking : null,
            Endpoints = new StatusEndpoints(endpoints?.Nats, endpoints?.Simulator, fresh ? written!.Endpoints.Dashboard : null),
            Journal = fresh ? written!.Journal : null,
            Orchestrator = orchestrator is null ? null : new StatusOrchestrator(orchestrator.Identity.Pid, orchestrator.StartedAt),
            Processes = [.. Names(written).Select(name => Line(name, written?.Processes.FirstOrDefault(process => process.Name == name), fresh))],
            LeftBehind = orchestrator is null ? new LeftBehind(home).Read() : null,
            At = machine.GetUtcNow(),
        };
    }

    private StatusSnapshot? IfFresh(StatusSnapshot? written, ProcessRecord? orchestrator) =>
        written is not null && orchestrator is not null && written.Orchestrator?.Pid == orchestrator.Identity.Pid && machine.GetUtcNow() - written.At < Stale ? written : null;

    private static IEnumerable<string> Names(StatusSnapshot? written) =>
        (written?.Processes.Select(process => process.Name) ?? []).Union([Processes.NatsServer, .. Processes.Stages]).OrderBy(Rank);

    private static int Rank(string name) => name switch
    {
        Processes.NatsServer => -2,
        Processes.Simulator => -1,
        _ => Processes.Stages.ToList().IndexOf(name),
    };

    private StatusProcess Line(string name, StatusProcess? written, bool fresh)
    {
        if (fresh && written is not null)
            return written;
        var record = ProcessRecord.ReadLiving(home, name);
        var living = record?.Identity ?? new ChildLauncher(home).FindRunning(name);
        return new StatusProcess
        {
            Name = name,
            // Without a supervisor nobody has heard its heartbeats: alive is all that can be said.
            State = living is null ? ProcessState.Stopped : ProcessState.Unhealthy,
            Pid = living?.Pid,
            StartedAt = record?.StartedAt,
            StartedBy = living is null ? null : record?.StartedBy ?? Processes.Orchestrator,
            Restarts = living is null ? 0 : written?.Restarts ?? 0,
            Detail = living is null ? null : "alive; no orchestrator hears its heartbeats",
        };
    }
}
