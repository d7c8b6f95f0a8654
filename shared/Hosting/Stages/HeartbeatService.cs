using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Configuration;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>Says each second, and at once when it changes, how the stage is.</summary>
public sealed class HeartbeatService(StageRun run, StageReadiness readiness, Conditions conditions, IEnumerable<IHotOptions> options, MessagePublisher publisher, TimeProvider machine) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _startedAt = machine.GetUtcNow();
    private readonly SemaphoreSlim _changed = new(0);

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        readiness.Changed += Wake;
        conditions.Changed += Wake;
        try
        {
            while (true)
            {
                await publisher.PublishCoreAsync(Subjects.Heartbeat(run.Process), Now(), CancellationToken.None);
                await _changed.WaitAsync(Interval, stoppingToken);
            }
        }
        finally
        {
            readiness.Changed -= Wake;
            conditions.Changed -= Wake;
        }
    }

    private void Wake() => _changed.Release();

    private Heartbeat Now()
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
