#pragma warning disable CS0067
namespace NATS.Client.Core;

/// <summary>A connection to NATS that restores itself.</summary>
public partial class NatsConnection : INatsConnection
{
    public NatsConnection()
        : this(NatsOpts.Default)
    {
    }

    public NatsConnection(NatsOpts opts) => Opts = opts;

    public event AsyncEventHandler<NatsEventArgs>? ConnectionDisconnected;
    public event AsyncEventHandler<NatsEventArgs>? ConnectionOpened;
    public event AsyncEventHandler<NatsEventArgs>? ReconnectFailed;
    public event AsyncEventHandler<NatsMessageDroppedEventArgs>? MessageDropped;
    public event AsyncEventHandler<NatsLameDuckModeActivatedEventArgs>? LameDuckModeActivated;
    public event AsyncEventHandler<NatsServerErrorEventArgs>? ServerError;
    public INatsConnection Connection => this;
    public INatsServerInfo? ServerInfo => null;
    public NatsOpts Opts { get; }
    public NatsConnectionState ConnectionState => NatsConnectionState.Closed;
    public ValueTask ConnectAsync() => throw new NotSupportedException();
    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask PublishAsync<T>(string subject, T data, NatsHeaders? headers = default, string? replyTo = default, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask PublishAsync(string subject, NatsHeaders? headers = default, string? replyTo = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask PublishAsync<T>(in NatsMsg<T> msg, INatsSerialize<T>? serializer = default, NatsPubOpts? opts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public IAsyncEnumerable<NatsMsg<T>> SubscribeAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<INatsSub<T>> SubscribeCoreAsync<T>(string subject, string? queueGroup = default, INatsDeserialize<T>? serializer = default, NatsSubOpts? opts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(string subject, INatsDeserialize<TReply>? replySerializer = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public IAsyncEnumerable<NatsMsg<TReply>> RequestManyAsync<TRequest, TReply>(string subject, TRequest? data, NatsHeaders? headers = default, INatsSerialize<TRequest>? requestSerializer = default, INatsDeserialize<TReply>? replySerializer = default, NatsPubOpts? requestOpts = default, NatsSubOpts? replyOpts = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public string NewInbox() => throw new NotSupportedException();
    public ValueTask ReconnectAsync() => throw new NotSupportedException();
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
