using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>Says each second, and at once when it changes, how the stage is.</summary>
public sealed class HeartbeatService(StageRun run, HeartbeatWords words, StageReadiness readiness, Conditions conditions, MessagePublisher publisher, TimeProvider machine) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

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
        await using var each = machine.CreateTimer(_ => Wake(), null, Interval, Interval);
        try
        {
            while (true)
            {
                await publisher.PublishCoreAsync(Subjects.Heartbeat(run.Process), words.Now(), CancellationToken.None);
                await _changed.WaitAsync(stoppingToken);
            }
        }
        finally
        {
            readiness.Changed -= Wake;
            conditions.Changed -= Wake;
        }
    }

    // One word tells all that has changed since the last; those that could not be said are not said later.
    private void Wake()
    {
        if (_changed.CurrentCount == 0)
            _changed.Release();
    }
}
