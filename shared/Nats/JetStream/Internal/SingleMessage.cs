using NATS.Client.Core;

namespace NATS.Client.JetStream.Internal;

/// <summary>A single message is a fetch of one.</summary>
internal static class SingleMessage
{
    /// <summary>The consumer's next message; null when none came in time.</summary>
    public static async ValueTask<INatsJSMsg<T>?> FetchOneAsync<T>(
        this INatsJSConsumer consumer,
        NatsJSNextOpts opts,
        INatsDeserialize<T>? serializer,
        CancellationToken cancellationToken)
    {
        var fetch = new NatsJSFetchOpts
        {
            MaxMsgs = 1,
            Expires = opts.Expires,
            IdleHeartbeat = opts.IdleHeartbeat,
            NotificationHandler = opts.NotificationHandler,
        };
        await foreach (var msg in consumer.FetchAsync(fetch, serializer, cancellationToken).ConfigureAwait(false))
        {
            return msg;
        }

        return null;
    }
}
