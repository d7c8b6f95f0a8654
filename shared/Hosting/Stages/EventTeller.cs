using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
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
    /// <summary>How many events wait at most: beyond three quarters of it those of <see cref="EventSeverity.Info"/> are dropped and counted, beyond it all.</summary>
    public const int MostWaiting = 40_000;

    /// <summary>A stage has used up most of its time to end before its last words are published; what is not stored by then its successor stores.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    // Not bounded by the channel: whoever tells must not wait for nats-server, an exit least of all.
    private readonly Channel<PipelineEvent> _told = Channel.CreateUnbounded<PipelineEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _late = new();
    private int _waiting;
    private long _dropped;
    private int _saidDropping;

    /// <summary>Events that were not kept since the last time that none waited.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Keeps and queues an event, and never waits: once this returns, it is stored in the end, whatever becomes of this process, unless more wait already than <see cref="MostWaiting"/> allows.</summary>
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
        // It lies on this disk before it is published, and a dry run prints it.
        var told = WithoutSecrets.Of(new PipelineEvent
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
        });
        if (!run.DryRun)
        {
            Queue(told);
            return ValueTask.CompletedTask;
        }

        Console.WriteLine(JsonSerializer.Serialize(told, ContractsJson.Default.PipelineEvent));
        return ValueTask.CompletedTask;
    }

    /// <summary>Publishes what is still queued, for a moment, and not at all where nats-server is away and the disk has it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _told.Writer.TryComplete();
        if (ExecuteTask is { } publishing)
        {
            var patience = publisher.CanSend || spool is null ? LastPatience : TimeSpan.Zero;
            await publishing.WaitAsync(patience, machine, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _late.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _late.Dispose();
        base.Dispose();
    }

    // The stopping token is not used here: what was decided is told even while the process ends, as far as there is time.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var late = _late.Token;
        try
        {
            foreach (var left in spool?.Left ?? [])
                await PublishAsync(left, late);
            await foreach (var told in _told.Reader.ReadAllAsync(late))
            {
                await PublishAsync(told, late);
                if (Interlocked.Decrement(ref _waiting) == 0)
                    SayDropped();
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            HostingLog.EventsLeft(logger, Volatile.Read(ref _waiting));
        }
    }

    private void Queue(PipelineEvent told)
    {
        if (Interlocked.Increment(ref _waiting) > (told.Severity == EventSeverity.Info ? MostWaiting / 4 * 3 : MostWaiting))
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _dropped);
            if (Interlocked.Exchange(ref _saidDropping, 1) == 0)
                HostingLog.EventsDropping(logger, told.Severity);
            return;
        }

        OnDisk(() => Keep(told));

        // After the end of the queue what is told is on the disk alone, for the next process.
        _told.Writer.TryWrite(told);
    }

    private void Keep(PipelineEvent told)
    {
        if (spool?.Add(told) == false)
            HostingLog.EventsNotKept(logger, null);
    }

    private void SayDropped()
    {
        Interlocked.Exchange(ref _saidDropping, 0);
        if (Interlocked.Exchange(ref _dropped, 0) is var count and > 0)
            HostingLog.EventsWereDropped(logger, count);
    }

    private async Task PublishAsync(PipelineEvent told, CancellationToken late)
    {
        try
        {
            KillPoint.Reached(KillPoints.StageEventStoring);
            var result = await publisher.PublishAsync(Subjects.Event(run.Process, told.Type), told, PublishExpectation.Once(told.Id), late);
            KillPoint.Reached(KillPoints.StageEventStored);
            if (result is not PublishResult.Unknown unknown)
                OnDisk(() => spool?.Stored());
            else
                HostingLog.EventNotPublished(logger, told.Type, unknown.Reason);
        }
        catch (NatsException away)
        {
            HostingLog.EventNotPublished(logger, told.Type, away.Message);
        }
        catch (Exception never) when (never is PublishRefusedException or ArgumentException or FormatException)
        {
            // Too large, misnamed or forbidden: it must neither end the stage nor be found by each of its restarts.
            HostingLog.EventDropped(logger, told.Id, told.Type, never.Message);
            OnDisk(() => spool?.Stored());
        }
    }

    // A full disk must hold up no exit: what is told then lives as long as this process.
    private void OnDisk(Action keep)
    {
        try
        {
            keep();
        }
        catch (Exception full) when (full is IOException or ObjectDisposedException)
        {
            HostingLog.EventsNotKept(logger, full);
        }
    }
}
