using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace Pipeline.Messaging;

/// <summary>Listens to plain core messages: quotes, bars, heartbeats. Under pressure the oldest give way; unreadable ones are counted and left out.</summary>
public sealed class CoreReader<T>(PipelineConnection connection, ILogger<CoreReader<T>> logger)
    where T : class
{
    private const int Waiting = 8192;
    private long _unreadable;

    /// <summary>How many messages could not be read so far.</summary>
    public long Unreadable => Interlocked.Read(ref _unreadable);

    /// <summary>Listens from now until cancelled, over reconnects; what is said while the server is away is missed.</summary>
    /// <param name="subject">May hold wildcards: <c>market.quote.*</c>, <c>hb.*</c>.</param>
    /// <param name="cancellationToken">Ends the listening.</param>
    public async IAsyncEnumerable<CoreMessage<T>> ReadAsync(string subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = Waiting, FullMode = BoundedChannelFullMode.DropOldest } };
        await foreach (var message in connection.Nats.SubscribeAsync<byte[]>(subject, opts: options, cancellationToken: cancellationToken))
        {
            if (MessageReading.TryReadAny<T>(message.Data, out var body, out var reason))
            {
                yield return new CoreMessage<T>(message.Subject, body);
                continue;
            }

            Interlocked.Increment(ref _unreadable);
            Log.Unreadable(logger, message.Subject, reason);
        }
    }
}
