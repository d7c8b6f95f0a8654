using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>A pull consumer of a stream.</summary>
public class NatsJSConsumer : INatsJSConsumer
{
    private static readonly TimeSpan DefaultExpires = TimeSpan.FromSeconds(30);

    private readonly NatsJSContext context;

    /// <param name="context">The context it was found in.</param>
    /// <param name="info">What the server said of it.</param>
    internal NatsJSConsumer(NatsJSContext context, ConsumerInfo info)
    {
        this.context = context;
        Info = info;
    }

    public ConsumerInfo Info { get; private set; }

    /// <summary>Deletes it, with its state.</summary>
    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken = default) =>
        context.DeleteConsumerAsync(Info.StreamName, Info.Name, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<INatsJSMsg<T>> ConsumeAsync<T>(
        INatsDeserialize<T>? serializer = default,
        NatsJSConsumeOpts? opts = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        opts ??= context.Opts.DefaultConsumeOpts;
        var sub = new ConsumeSub<T>(
            context,
            Info.StreamName,
            Info.Name,
            ConsumeSettings.Of(opts),
            serializer,
            opts.NotificationHandler,
            endsWithConnection: false,
            cancellationToken);
        try
        {
            await sub.StartAsync().ConfigureAwait(false);
            while (await sub.Deliveries.WaitAsync().ConfigureAwait(false))
            {
                while (sub.Deliveries.TryTake(out var msg))
                {
                    sub.HandedOver(msg.Size);
                    yield return msg;
                }
            }
        }
        finally
        {
            await sub.DisposeAsync().ConfigureAwait(false);
            GiveBack(sub);
        }
    }

    /// <inheritdoc />
    public ValueTask<INatsJSMsg<T>?> NextAsync<T>(
        INatsDeserialize<T>? serializer = default,
        NatsJSNextOpts? opts = default,
        CancellationToken cancellationToken = default) =>
        this.FetchOneAsync(opts ?? context.Opts.DefaultNextOpts, serializer, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<INatsJSMsg<T>> FetchNoWaitAsync<T>(
        NatsJSFetchOpts opts,
        INatsDeserialize<T>? serializer = default,
        CancellationToken cancellationToken = default) =>
        FetchAsync(opts with { NoWait = true }, serializer, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(
        NatsJSFetchOpts opts,
        INatsDeserialize<T>? serializer = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sub = new FetchSub<T>(context, Info.StreamName, Info.Name, RequestOf(opts), serializer, opts.NotificationHandler, cancellationToken);
        try
        {
            await sub.StartAsync().ConfigureAwait(false);
            while (await sub.Deliveries.WaitAsync().ConfigureAwait(false))
            {
                while (sub.Deliveries.TryTake(out var msg))
                {
                    yield return msg;
                }
            }
        }
        finally
        {
            await sub.DisposeAsync().ConfigureAwait(false);
            GiveBack(sub);
        }
    }

    /// <inheritdoc />
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default) =>
        Info = await context.GetConsumerInfoAsync(Info.StreamName, Info.Name, cancellationToken).ConfigureAwait(false);

    private static PullRequest RequestOf(NatsJSFetchOpts opts)
    {
        var most = opts.MaxMsgs ?? (opts.MaxBytes is null ? 1000 : 1_000_000);
        if (opts.NoWait)
        {
            return new PullRequest(most, opts.MaxBytes ?? 0, TimeSpan.Zero, TimeSpan.Zero, NoWait: true);
        }

        var expires = opts.Expires ?? DefaultExpires;
        return new PullRequest(most, opts.MaxBytes ?? 0, expires, ConsumeSettings.Heartbeat(opts.IdleHeartbeat, expires));
    }

    // What was received and not handed over is delivered again at once, instead of after its acknowledgement's waiting time.
    // Only if that takes no waiting: this runs while its reader is leaving.
    private void GiveBack<T>(PullSub<T> sub)
    {
        while (Info.Config.AckPolicy == ConsumerConfigAckPolicy.Explicit && sub.Deliveries.TryTake(out var msg))
        {
            context.Core.TryPublish(msg.ReplyTo!, replyTo: null, AckBody.Nak.Span);
        }
    }
}
