using Pipeline.Contracts.Control;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Stages;

/// <summary>What a stage would say of itself now.</summary>
public sealed class HeartbeatWords(StageRun run, StageReadiness readiness, Conditions conditions, IEnumerable<IHotOptions> options, TimeProvider machine)
{
    private readonly DateTimeOffset _startedAt = machine.GetUtcNow();

    public Heartbeat Now()
    {
        var (health, detail, lag) = readiness.Now;
        return new Heartbeat
        {
            Process = run.Process,
            State = health,
            Pid = Environment.ProcessId,
            StartedAt = _startedAt,
            StartedBy = run.StartedBy,
            Lag = lag,
            Detail = detail,
            Conditions = conditions.Raised,
            Configuration = options.FirstOrDefault()?.Revision,
            SentAt = machine.GetUtcNow(),
        };
    }
}
