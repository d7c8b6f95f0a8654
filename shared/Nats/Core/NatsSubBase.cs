using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <summary>What all subscriptions have in common.</summary>
public abstract class NatsSubBase
{
    private readonly NatsConnection connection;
    private int ended;

    internal NatsSubBase(NatsConnection connection, string subject, string? queueGroup)
    {
        this.connection = connection;
        Subject = subject;
        QueueGroup = queueGroup;
    }

    public string Subject { get; }

    public string? QueueGroup { get; }

    /// <summary>What ended it, when that was an error.</summary>
    public Exception? Exception { get; private set; }

    public NatsSubEndReason EndReason { get; private set; }

    internal int Sid { get; set; }

    /// <summary>Whether its queue is full; told once, until it has emptied.</summary>
    internal bool IsDropping { get; set; }

    /// <summary>Whether the server was asked for no more: no other server shall be asked for any.</summary>
    internal bool IsLeaving { get; set; }

    /// <summary>How many messages it still takes; null for any number.</summary>
    internal virtual int? RemainingMessages => null;

    internal NatsConnection Connection => connection;

    internal bool HasEnded => Volatile.Read(ref ended) == 1;

    /// <summary>Ends the subscription; what is queued can still be read.</summary>
    public ValueTask UnsubscribeAsync()
    {
        End(NatsSubEndReason.None, exception: null);
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync() => UnsubscribeAsync();

    /// <summary>Ends the subscription once everything has arrived that the server has sent.</summary>
    internal async ValueTask LeaveAsync(CancellationToken cancellationToken)
    {
        if (!HasEnded)
        {
            await connection.LeaveAsync(this, cancellationToken).ConfigureAwait(false);
            End(NatsSubEndReason.None, exception: null);
        }
    }

    /// <summary>Takes a message; called by the reader of the socket, which goes on when it returns.</summary>
    internal abstract ValueTask ReceiveAsync(in InboundMessage message);

    /// <summary>There is a connection, again or for the first time, and the server knows the subscription.</summary>
    internal virtual void Connected()
    {
    }

    /// <summary>The server refused something published to a subject.</summary>
    internal virtual void PublishRefused(string subject, NatsServerException exception)
    {
    }

    internal void End(NatsSubEndReason reason, Exception? exception)
    {
        if (Interlocked.Exchange(ref ended, 1) == 1)
        {
            return;
        }

        EndReason = reason;
        Exception = exception;
        connection.RemoveSubscription(this);
        Complete(exception);
    }

    private protected abstract void Complete(Exception? exception);
}
