using System.Runtime.CompilerServices;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    /// <inheritdoc />
    public async IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(
        string subject,
        string? queueGroup = default,
        INatsDeserialize<T>? serializer = default,
        NatsSubOpts? opts = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var sub = await SubscribeCoreAsync(subject, queueGroup, serializer, opts, cancellationToken).ConfigureAwait(false);
        await using var unsubscribe = sub.ConfigureAwait(false);
        await foreach (var msg in sub.Msgs.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return msg;
        }
    }

    /// <inheritdoc />
    public async ValueTask<INatsSub<T>> SubscribeCoreAsync<T>(
        string subject,
        string? queueGroup = default,
        INatsDeserialize<T>? serializer = default,
        NatsSubOpts? opts = default,
        CancellationToken cancellationToken = default)
    {
        Subject.Check(subject);
        if (queueGroup is not null)
        {
            Subject.Check(queueGroup);
        }

        opts = opts is null ? null : opts with
        {
            Timeout = Duration.OrNull(opts.Timeout, nameof(opts.Timeout)),
            StartUpTimeout = Duration.OrNull(opts.StartUpTimeout, nameof(opts.StartUpTimeout)),
            IdleTimeout = Duration.OrNull(opts.IdleTimeout, nameof(opts.IdleTimeout)),
        };
        await WaitForOpenAsync(cancellationToken).ConfigureAwait(false);
        var sub = new NatsSub<T>(this, subject, queueGroup, serializer ?? Opts.SerializerRegistry.GetDeserializer<T>(), opts, cancellationToken);
        AddSubscription(sub);
        if (sub.HasEnded)
        {
            // Cancelled before it was known: nobody else will take it back.
            RemoveSubscription(sub);
        }

        return sub;
    }
}
