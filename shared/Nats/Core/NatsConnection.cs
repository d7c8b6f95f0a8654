using Microsoft.Extensions.Logging;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <summary>
/// A connection to NATS that restores itself: subscriptions outlive it, and what is published meanwhile waits for the next one.
/// </summary>
/// <remarks>
/// While there is no connection a publish or request waits, up to its token, its timeout or for ever; nothing is kept in a buffer, so
/// nothing is sent after its publisher has given up. What was written but not yet received when a connection breaks is lost, and the
/// requests among it fail with <see cref="NatsNoReplyException"/>: their outcome is unknown.
/// </remarks>
public partial class NatsConnection : INatsConnection
{
    private readonly ILogger log;
    private readonly Outbox outbox;
    private readonly Subscriptions subscriptions;
    private readonly PendingRequests requests = new();
    private readonly ReplyInbox inbox;
    private readonly CancellationTokenSource disposal = new();
    private int inboxIsOpen;

    public NatsConnection()
        : this(NatsOpts.Default)
    {
    }

    /// <param name="opts">Its options; nothing is connected yet.</param>
    /// <exception cref="NatsException">An url is malformed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative, or longer than 49 days without being for ever.</exception>
    public NatsConnection(NatsOpts opts)
    {
        Duration.Check(opts.ConnectTimeout, nameof(opts.ConnectTimeout));
        Duration.Check(opts.RequestTimeout, nameof(opts.RequestTimeout));
        Duration.Check(opts.CommandTimeout, nameof(opts.CommandTimeout));
        Duration.Check(opts.PingInterval, nameof(opts.PingInterval));
        Opts = ServerAddress.WithCredentialsOfUrl(opts);
        seeds = ServerAddress.ParseList(opts.Url);
        log = opts.LoggerFactory.CreateLogger<NatsConnection>();
        outbox = new Outbox(Math.Max(opts.WriterBufferSize, 4096));
        subscriptions = new Subscriptions(outbox);
        inbox = new ReplyInbox(this, requests, NewInbox());
    }

    public event AsyncEventHandler<NatsEventArgs>? ConnectionDisconnected;

    public event AsyncEventHandler<NatsEventArgs>? ConnectionOpened;

    public event AsyncEventHandler<NatsEventArgs>? ReconnectFailed;

    public event AsyncEventHandler<NatsMessageDroppedEventArgs>? MessageDropped;

    /// <summary>A subscription began to drop messages; comes again when it has recovered and drops again.</summary>
    public event AsyncEventHandler<NatsSlowConsumerEventArgs>? SlowConsumerDetected;

    public event AsyncEventHandler<NatsLameDuckModeActivatedEventArgs>? LameDuckModeActivated;

    public event AsyncEventHandler<NatsServerErrorEventArgs>? ServerError;

    public INatsConnection Connection => this;

    public NatsOpts Opts { get; }

    public INatsServerInfo? ServerInfo => serverInfo;

    public NatsConnectionState ConnectionState => (NatsConnectionState)Volatile.Read(ref state);

    internal ILogger Log => log;

    /// <inheritdoc />
    public string NewInbox() => $"{Opts.InboxPrefix}.{UniqueName.Next()}";

    /// <summary>
    /// Drains, 2 s at most: the server sends nothing more to the subscriptions, and everything published has reached it. Then ends
    /// subscriptions, whose queues can still be read to their end, requests, and the connection.
    /// </summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!BeginDisposal())
        {
            return;
        }

        // Replies are still wanted until the last moment: only what is not the inbox is left first.
        subscriptions.Leave(sub => !ReferenceEquals(sub, inbox));
        await DrainAsync(TimeSpan.FromSeconds(2), CancellationToken.None).ConfigureAwait(false);
        foreach (var sub in subscriptions.All)
        {
            sub.End(NatsSubEndReason.None, exception: null);
        }

        requests.FailAll(_ => new ObjectDisposedException(nameof(NatsConnection)));
        await CloseForGoodAsync().ConfigureAwait(false);
        requests.Dispose();
        events.Writer.TryComplete();
        disposal.Dispose();
    }

    internal void AddSubscription(NatsSubBase sub) => subscriptions.Add(sub);

    internal void RemoveSubscription(NatsSubBase sub) => subscriptions.Remove(sub);

    internal Task LeaveAsync(NatsSubBase left, CancellationToken cancellationToken)
    {
        subscriptions.Leave(sub => ReferenceEquals(sub, left));
        return DrainAsync(Opts.DrainPingTimeout, cancellationToken);
    }

    // A PONG comes after everything that the server has sent before it.
    private async Task DrainAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        if (ConnectionState != NatsConnectionState.Open)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(most);
        try
        {
            await PingOnceAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException)
        {
            // We are leaving either way; what could not be confirmed is the same as what a broken connection loses.
            log.NotDrained(Opts.Name, exception.Message);
        }
    }
}
