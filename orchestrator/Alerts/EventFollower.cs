using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Reads EVENTS for alerts: first what an earlier life knew, then everything since, each once.</summary>
internal sealed class EventFollower(PipelineHome home, AlertDesk desk, AlertStore store, TimeProvider machine, ILogger logger)
{
    /// <summary>Longer than any day, any repeat and any acknowledgement.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(36);

    /// <summary>Without a position: a home that had no alerts yet is not told its past.</summary>
    private static readonly TimeSpan News = TimeSpan.FromHours(1);
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    // Each subject whole: of filters with and without wildcards together nats-server 2.10.27 finds nothing, and says nothing.
    private static readonly string[] Worth =
    [
        .. AlertEvents.Types.Select(type => Subjects.Event(Processes.Orchestrator, type)),
        .. from process in Processes.Stages.Append(Processes.Orchestrator)
           from type in (string[])["trade_recorded", "orphan_found", "orphan_canceled", "protection_mended", "condition_cleared", "trading_state_changed", "signal_received", "signal_refused", "entry_sent", "stage_crashed", "stage_hung", "breaker_closed"]
           select Subjects.Event(process, type),
    ];

    private ulong _heard;
    private ulong _settled;
    private bool _remembers;

    /// <exception cref="NATS.Client.Core.NatsException">nats-server is away: begun again, it goes on where it was.</exception>
    public async Task FollowAsync(PipelineConnection connection, StoredMessages stored, CancellationToken stopping)
    {
        var (reader, begun) = (new OrderedReader(connection), machine.GetUtcNow());
        var last = await stored.LastSequenceOfAsync(Streams.Events, stopping);
        var range = await BeginAsync(reader, last, begun, stopping);
        desk.RememberedAll();
        using var timer = machine.CreateTimer(_ => Save(), null, SaveInterval, SaveInterval);
        await foreach (var message in reader.ReadAsync(Streams.Events, range, stopping))
        {
            if (MessageReading.TryRead<PipelineEvent>(message.Data.Span, out var told, out _))
                desk.Hear(told);
            Volatile.Write(ref _heard, message.Sequence);
        }
    }

    private async Task<ReadRange> BeginAsync(OrderedReader reader, ulong last, DateTimeOffset now, CancellationToken stopping)
    {
        if (_remembers)
            return new ReadRange { FromSequence = (Volatile.Read(ref _heard) is var heard && heard <= last ? heard : 0) + 1, Follow = true };
        var position = AlertPosition.Read(home) is { } written && written.StoreId == StoreId && written.Sequence <= last ? written.Sequence : (ulong?)null;
        await foreach (var message in reader.ReadAsync(Streams.Events, new ReadRange { Subjects = Worth, Since = now - Remembered }, stopping))
        {
            // What comes after the position is heard below; what became of alerts is known already.
            var isOld = position is { } settled ? message.Sequence <= settled : message.Time < now - News;
            if (MessageReading.TryRead<PipelineEvent>(message.Data.Span, out var told, out _) && (isOld || AlertEvents.Types.Contains(told.Type)))
                desk.Remember(told);
        }

        _remembers = true;
        _heard = position ?? 0;
        return position is { } from ? new ReadRange { FromSequence = from + 1, Follow = true } : new ReadRange { Since = now - News, Follow = true };
    }

    private string? StoreId => StoreMark.Read(home)?.StoreId;

    // Only what is stored is settled: a crash before it hears the same events again, and raises what is not in the list yet.
    private void Save()
    {
        try
        {
            var heard = Volatile.Read(ref _heard);
            if (!store.IsEmpty || heard == _settled || StoreId is not { } id)
                return;
            new AlertPosition(id, heard).Write(home);
            _settled = heard;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            AlertLog.PositionNotWritten(logger, full.Message);
        }
    }
}
