namespace NATS.Client.Core;

/// <summary>What most code needs of NATS: publish, subscribe, request.</summary>
public interface INatsClient : IAsyncDisposable
{
    INatsConnection Connection { get; }

    /// <summary>Connects, or waits for the attempt under way.</summary>
    /// <exception cref="NatsException">No url answered (unless NatsOpts.RetryOnInitialConnect).</exception>
    ValueTask ConnectAsync();

    /// <summary>Asks the server for a sign of life: everything sent before has reached it once this returns.</summary>
    /// <returns>The round-trip time.</returns>
    ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default);

    /// <summary>Publishes a message, once, without knowing who receives it. Waits while there is no connection.</summary>
    ValueTask PublishAsync<T>(
        string subject,
        T data,
        NatsHeaders? headers = default,
        string? replyTo = default,
        INatsSerialize<T>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes a message without a payload.</summary>
    ValueTask PublishAsync(
        string subject,
        NatsHeaders? headers = default,
        string? replyTo = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Subscribes, and yields what is received until the token is cancelled.</summary>
    IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(
        string subject,
        string? queueGroup = default,
        INatsDeserialize<T>? serializer = default,
        NatsSubOpts? opts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes a request and waits for the first reply.</summary>
    /// <exception cref="NatsNoRespondersException">Nobody listens.</exception>
    /// <exception cref="NatsNoReplyException">No reply in time.</exception>
    /// <exception cref="NatsServerException">We may not publish to the subject; the message names it.</exception>
    ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers = default,
        INatsSerialize<TRequest>? requestSerializer = default,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsPubOpts? requestOpts = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes a request without a payload and waits for the first reply.</summary>
    ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(
        string subject,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Connects anew, for example to have changed permissions read again.</summary>
    ValueTask ReconnectAsync();
}
