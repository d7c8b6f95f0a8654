using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>Reads a process's durable consumer: readable messages are handed out, the others are quarantined and block nobody.</summary>
public sealed class DurableReader<T> : IDeliverySource<T>
    where T : Message
{
    /// <summary>Half a second, as of much else that is repeated: it wakes nobody by itself.</summary>
    private static readonly TimeSpan ProgressInterval = Topology.AcknowledgementWait / 4;

    private readonly PipelineConnection _connection;
    private readonly DurableReaderSettings _settings;
    private readonly Settlement _settlement;
    private readonly InHand _inHand;
    private readonly Arrived.Stamping _stamping;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public DurableReader(
        PipelineConnection connection,
        MessagePublisher publisher,
        DurableReaderSettings settings,
        TimeProvider time,
        ILogger<DurableReader<T>> logger)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _connection = connection;
        _settings = settings;
        _settlement = new Settlement(settings, publisher, time, logger);
        _inHand = new InHand(time, settings.LongestHandling);
        _stamping = new Arrived.Stamping(time);
        _time = time;
        _logger = logger;
    }

    /// <summary>Messages not yet handled: waiting for us, or with us.</summary>
    /// <exception cref="NatsException">The server is away.</exception>
    public async Task<long> LagAsync(CancellationToken cancellationToken)
    {
        var info = (await ConsumerAsync(cancellationToken)).Info;
        return (long)info.NumPending + info.NumAckPending;
    }

    /// <exception cref="NatsException">The durable does not exist, or we may not read it.</exception>
    public async IAsyncEnumerable<Delivery<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var consumer = await ConsumerAsync(cancellationToken);
        await using var progress = KeepInHand(cancellationToken);
        var options = new NatsJSConsumeOpts { MaxMsgs = _settings.Ahead, MaxConsecutive503Errors = 60, NotificationHandler = Interrupted };
        await foreach (var message in consumer.ConsumeAsync(_stamping, options, cancellationToken: cancellationToken))
        {
            if (await AcceptAsync(message, cancellationToken) is { } delivery)
                yield return delivery;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <exception cref="NatsException">The server is away: what is left is drained next time.</exception>
    public async IAsyncEnumerable<Delivery<T>> DrainAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var consumer = await ConsumerAsync(cancellationToken);
        await using var progress = KeepInHand(cancellationToken);
        while (true)
        {
            var batch = new NatsJSFetchOpts { MaxMsgs = _settings.Ahead };
            await foreach (var message in consumer.FetchNoWaitAsync(batch, _stamping, cancellationToken: cancellationToken))
            {
                if (await AcceptAsync(message, cancellationToken) is { } delivery)
                    yield return delivery;
            }

            await consumer.RefreshAsync(cancellationToken);
            if (consumer.Info is { NumPending: 0, NumAckPending: 0 })
                yield break;
            if (consumer.Info.NumPending == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellationToken);
        }
    }

    private ValueTask<INatsJSConsumer> ConsumerAsync(CancellationToken cancellationToken) =>
        _connection.JetStream.GetConsumerAsync(_settings.Stream, _settings.Durable, cancellationToken);

    private async Task<Delivery<T>?> AcceptAsync(INatsJSMsg<Arrived> message, CancellationToken cancellationToken)
    {
        var raw = RawMessageReading.FromConsumer(message);
        if (_inHand.TryRenew(raw.Sequence, message))
            return null;
        if (_inHand.WasDone(raw.Sequence))
        {
            await _settlement.ApplyAsync(message, raw, HandlingOutcome.Handled, cancellationToken);
            return null;
        }

        var deliveries = message.Metadata?.NumDelivered ?? 1;
        var reason = deliveries > _settings.MostDeliveries ? $"delivered {_settings.MostDeliveries} times without being handled" : null;
        if (reason is null && MessageReading.TryRead<T>(raw.Data.Span, out var readable, out reason))
        {
            _inHand.Hold(raw.Sequence, message);
            return new Delivery<T>(
                readable, raw, deliveries, (outcome, token) => SettleAsync(raw, outcome, token), () => _inHand.IsHeld(raw.Sequence, Topology.AcknowledgementWait), () => _inHand.TryRelease(raw.Sequence, done: false, out _));
        }

        await _settlement.ApplyAsync(message, raw, new HandlingOutcome.Quarantine(reason), cancellationToken);
        return null;
    }

    private async Task SettleAsync(RawMessage raw, HandlingOutcome outcome, CancellationToken cancellationToken)
    {
        if (!_inHand.TryRelease(raw.Sequence, outcome is HandlingOutcome.Done, out var message))
            return;
        if (_connection.IsOpen)
            await _settlement.ApplyAsync(message, raw, outcome, cancellationToken);
        else
            Log.SettlingFailed(_logger, raw.Stream, raw.Sequence, "nats-server is away");
    }

    private Repeating KeepInHand(CancellationToken cancellationToken) =>
        new(ProgressInterval, _time, ReportProgressAsync, cancellationToken);

    private async Task ReportProgressAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_connection.IsOpen)
                await _inHand.ReportProgressAsync(cancellationToken);
        }
        catch (NatsException away)
        {
            Log.ReadingInterrupted(_logger, _settings.Durable, _settings.Stream, away.Message);
        }
    }

    private Task Interrupted(INatsJSNotification what, CancellationToken cancellationToken)
    {
        Log.ReadingInterrupted(_logger, _settings.Durable, _settings.Stream, what.Name);
        return Task.CompletedTask;
    }
}
