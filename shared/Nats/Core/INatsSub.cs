using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>A subscription whose messages are read from a queue.</summary>
public interface INatsSub<T> : IAsyncDisposable
{
    ChannelReader<NatsMsg<T>> Msgs { get; }

    string Subject { get; }

    /// <summary>Of several subscribers with the same group, one receives each message.</summary>
    string? QueueGroup { get; }

    /// <summary>Ends the subscription; what is queued can still be read.</summary>
    ValueTask UnsubscribeAsync();

    /// <summary>Asks the server for no more, waits for what is on its way, and ends the subscription; what is queued can still be read.</summary>
    /// <param name="cancellationToken">Shortens the wait, which takes <see cref="NatsOpts.DrainPingTimeout"/> at most; then what is late is lost.</param>
    ValueTask DrainAsync(CancellationToken cancellationToken = default);
}
