using Microsoft.Extensions.Hosting;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>Tells a stage's life: begun, ready for the first time, ending, and why; and what its parts see that have no voice of their own.</summary>
/// <remarks>Nothing is told of the beginning or the end while nats-server is away: a word that waits for it would hold up the end of the process.</remarks>
public sealed class LifeTelling(
    StageRun run, StageReadiness readiness, StageOutcome outcome, EventTeller teller, PipelineConnection connection, IEnumerable<INoticeSource> sources, IHostApplicationLifetime lifetime)
    : IHostedService
{
    private int _wasReady;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
            source.Noticed += Tell;
        lifetime.ApplicationStopping.Register(TellStopping);
        if (connection.IsOpen)
        {
            var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["pid"] = $"{Environment.ProcessId}",
                ["profile"] = run.Profile,
                ["revision"] = run.ConfigurationRevision,
                ["startedBy"] = run.StartedBy,
            };
            await teller.TellAsync("process_started", EventSeverity.Info, run.Process, run.Process, text: $"The {run.Process} has begun.", facts: facts);
        }

        readiness.Changed += TellReady;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        readiness.Changed -= TellReady;
        foreach (var source in sources)
            source.Noticed -= Tell;
        return Task.CompletedTask;
    }

    private void TellReady()
    {
        var (health, detail, _) = readiness.Now;
        if (health == ProcessHealth.Ready && Interlocked.Exchange(ref _wasReady, 1) == 0)
            Told(teller.TellAsync("process_ready", EventSeverity.Info, run.Process, run.Process, text: $"The {run.Process} does its work{(detail is null ? "" : $" ({detail})")}."));
    }

    private void TellStopping()
    {
        if (!connection.IsOpen)
            return;
        if (outcome.Reason is not { } why)
        {
            Told(teller.TellAsync("process_stopping", EventSeverity.Info, run.Process, run.Process, text: $"The {run.Process} ends: it was asked to, or is done."));
            return;
        }

        Told(teller.TellAsync("task_failed", EventSeverity.Error, run.Process, run.Process, reason: $"exit_code_{outcome.ExitCode}", text: $"A part of the {run.Process} has failed: {why}"));
        Told(teller.TellAsync("process_stopping", EventSeverity.Error, run.Process, run.Process, reason: $"exit_code_{outcome.ExitCode}", text: $"The {run.Process} ends, for a part of it has failed."));
    }

    private void Tell(Notice notice) => Told(teller.TellAsync(notice.Type, notice.Severity, notice.Story, notice.Story, text: notice.Text));

    // Telling never waits.
    private static void Told(ValueTask telling) => telling.GetAwaiter().GetResult();
}
