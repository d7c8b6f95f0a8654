using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>Tells what a stage decided and saw: in order, behind the stage's back, each event stored once. In a dry run it prints instead.</summary>
/// <param name="spool">Keeps what is not stored yet; null: it lives as long as this process.</param>
public sealed class EventTeller(StageRun run, MessagePublisher publisher, VenueClock venue, TimeProvider machine, ILogger<EventTeller> logger, EventSpool? spool = null) : BackgroundService
{
    private readonly Channel<PipelineEvent> _told = Channel.CreateBounded<PipelineEvent>(new BoundedChannelOptions(10_000) { SingleReader = true });

    /// <summary>Keeps and queues an event: once this returns, it is stored in the end, whatever becomes of this process. Waits only when ten thousand are queued already.</summary>
    /// <param name="type">A name of the event catalogue.</param>
    /// <param name="correlationId">The signal's id, or the command's.</param>
    /// <param name="causationId">The message that led to it.</param>
    /// <param name="reason">Typed reason of a refusal or an exit, snake case.</param>
    /// <param name="text">One sentence for a person.</param>
    /// <param name="facts">What it was decided on.</param>
    /// <param name="id">A deterministic id where the same event may be told again after a crash.</param>
    public ValueTask TellAsync(
        string type,
        EventSeverity severity,
        string correlationId,
        string causationId,
        Symbol? symbol = null,
        string? orderId = null,
        string? reason = null,
        string? text = null,
        IReadOnlyDictionary<string, string>? facts = null,
        string? id = null)
    {
        var told = new PipelineEvent
        {
            Id = id ?? $"{run.Process}-{Guid.CreateVersion7(machine.GetUtcNow()):N}",
            CorrelationId = correlationId,
            CausationId = causationId,
            VenueTime = venue.Now,
            MachineTime = machine.GetUtcNow(),
            Process = run.Process,
            Type = type,
            Severity = severity,
            Symbol = symbol,
            OrderId = orderId,
            Reason = reason,
            Text = text,
            Facts = facts ?? new SortedDictionary<string, string>(StringComparer.Ordinal),
        };
        if (!run.DryRun)
        {
            OnDisk(() => spool?.Add(told));
            return _told.Writer.WriteAsync(told);
        }

        Console.WriteLine(JsonSerializer.Serialize(told, ContractsJson.Default.PipelineEvent));
        return ValueTask.CompletedTask;
    }

    /// <summary>Publishes what is still queued, for as long as the host allows.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _told.Writer.TryComplete();
        if (ExecuteTask is { } publishing)
            await publishing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    // The stopping token is not used here: what was decided is told even while the process ends.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var left in spool?.Left ?? [])
            await PublishAsync(left, stoppingToken);
        await foreach (var told in _told.Reader.ReadAllAsync(CancellationToken.None))
            await PublishAsync(told, stoppingToken);
    }

    private async Task PublishAsync(PipelineEvent told, CancellationToken stoppingToken)
    {
        var expectation = PublishExpectation.Once(told.Id) with { Patience = stoppingToken.IsCancellationRequested ? TimeSpan.FromSeconds(2) : null };
        KillPoint.Reached(KillPoints.StageEventStoring);
        var result = await publisher.PublishAsync(Subjects.Event(run.Process, told.Type), told, expectation, CancellationToken.None);
        KillPoint.Reached(KillPoints.StageEventStored);
        if (result is PublishResult.Unknown unknown)
            HostingLog.EventNotPublished(logger, told.Type, unknown.Reason);
        else
            OnDisk(() => spool?.Stored());
    }

    // A full disk must hold up no exit: what is told then lives as long as this process.
    private void OnDisk(Action keep)
    {
        try
        {
            keep();
        }
        catch (IOException full)
        {
            HostingLog.EventsNotKept(logger, full);
        }
    }
}
