using System.Threading.Channels;

namespace NATS.Client.Core.Internal;

/// <summary>A subscription whose messages wait in a bounded queue.</summary>
internal sealed class NatsSub<T> : NatsSubBase, INatsSub<T>
{
    private readonly INatsDeserialize<T> deserializer;
    private readonly NatsSubOpts? opts;
    private readonly Channel<NatsMsg<T>> queue;
    private readonly CancellationTokenRegistration cancellation;
    private readonly ITimer? timeout;
    private readonly ITimer? silence;
    private int received;

    public NatsSub(
        NatsConnection connection,
        string subject,
        string? queueGroup,
        INatsDeserialize<T> deserializer,
        NatsSubOpts? opts,
        CancellationToken cancellationToken)
        : base(connection, subject, queueGroup)
    {
        this.deserializer = deserializer;
        this.opts = opts;
        queue = Channel.CreateBounded<NatsMsg<T>>(
            new BoundedChannelOptions(opts?.ChannelOpts?.Capacity ?? connection.Opts.SubPendingChannelCapacity)
            {
                FullMode = opts?.ChannelOpts?.FullMode ?? connection.Opts.SubPendingChannelFullMode,
                SingleWriter = true,
            },
            dropped => connection.OnMessageDropped(this, queue!.Reader.Count, dropped));
        if (opts?.Timeout is { } whole)
        {
            timeout = TimeProvider.System.CreateTimer(_ => End(NatsSubEndReason.Timeout, null), null, whole, Timeout.InfiniteTimeSpan);
        }

        if ((opts?.StartUpTimeout ?? opts?.IdleTimeout) is { } first)
        {
            var reason = opts?.StartUpTimeout is null ? NatsSubEndReason.IdleTimeout : NatsSubEndReason.StartUpTimeout;
            silence = TimeProvider.System.CreateTimer(
                _ => End(received == 0 ? reason : NatsSubEndReason.IdleTimeout, null), null, first, Timeout.InfiniteTimeSpan);
        }

        cancellation = cancellationToken.UnsafeRegister(state => ((NatsSub<T>)state!).End(NatsSubEndReason.Cancelled, null), this);
    }

    public ChannelReader<NatsMsg<T>> Msgs => queue.Reader;

    public ValueTask DrainAsync(CancellationToken cancellationToken = default) => LeaveAsync(cancellationToken);

    internal override int? RemainingMessages => opts?.MaxMsgs - received;

    internal override ValueTask ReceiveAsync(in InboundMessage message)
    {
        if (HasEnded)
        {
            return ValueTask.CompletedTask;
        }

        received++;
        if (IsDropping && queue.Reader.Count == 0)
        {
            IsDropping = false;
        }

        silence?.Change(opts?.IdleTimeout ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (opts?.StopOnEmptyMsg == true && !message.HasPayload && message.Status == 0)
        {
            End(NatsSubEndReason.EmptyMsg, null);
            return ValueTask.CompletedTask;
        }

        if (opts?.ThrowIfNoResponders == true && message.Status == 503)
        {
            End(NatsSubEndReason.Exception, new NatsNoRespondersException());
            return ValueTask.CompletedTask;
        }

        var typed = message.ToMessage(Connection, deserializer);
        if (queue.Writer.TryWrite(typed))
        {
            EndIfLast();
            return ValueTask.CompletedTask;
        }

        return WaitToWriteAsync(typed);
    }

    private protected override void Complete(Exception? exception)
    {
        cancellation.Unregister();
        timeout?.Dispose();
        silence?.Dispose();
        queue.Writer.TryComplete(exception);
    }

    private async ValueTask WaitToWriteAsync(NatsMsg<T> message)
    {
        // Only FullMode Wait comes here, or a subscription that ended meanwhile: then nobody wants the message.
        while (await queue.Writer.WaitToWriteAsync().ConfigureAwait(false))
        {
            if (queue.Writer.TryWrite(message))
            {
                EndIfLast();
                return;
            }
        }
    }

    private void EndIfLast()
    {
        if (opts?.MaxMsgs is { } most && received >= most)
        {
            End(NatsSubEndReason.MaxMsgs, null);
        }
    }
}
