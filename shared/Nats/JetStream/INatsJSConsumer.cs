using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>A pull consumer of a stream.</summary>
public interface INatsJSConsumer
{
    /// <summary>The consumer as it was when last asked for.</summary>
    ConsumerInfo Info { get; }

    /// <summary>
    /// Yields messages until the token is cancelled, over reconnects and server restarts, asking for more before the last are handled.
    /// </summary>
    /// <exception cref="NatsJSProtocolException">The consumer was deleted, pushes, or refuses the options.</exception>
    /// <exception cref="NatsServerException">We may not pull from it.</exception>
    IAsyncEnumerable<INatsJSMsg<T>> ConsumeAsync<T>(
        INatsDeserialize<T>? serializer = default,
        NatsJSConsumeOpts? opts = default,
        CancellationToken cancellationToken = default);

    /// <summary>The next message, or null when there is none in time.</summary>
    ValueTask<INatsJSMsg<T>?> NextAsync<T>(
        INatsDeserialize<T>? serializer = default,
        NatsJSNextOpts? opts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Yields at most MaxMsgs messages, ending sooner when the time is over.</summary>
    IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(
        NatsJSFetchOpts opts,
        INatsDeserialize<T>? serializer = default,
        CancellationToken cancellationToken = default);

    /// <summary>Yields at most MaxMsgs messages of those that are there now.</summary>
    IAsyncEnumerable<INatsJSMsg<T>> FetchNoWaitAsync<T>(
        NatsJSFetchOpts opts,
        INatsDeserialize<T>? serializer = default,
        CancellationToken cancellationToken = default);

    /// <summary>Asks for the consumer's configuration and state again.</summary>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);
}
