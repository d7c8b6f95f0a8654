using System.Diagnostics;
using NATS.Client.Core;

namespace NATS.Client.JetStream.Internal;

/// <summary>One request for messages, and what came of it.</summary>
internal sealed class FetchSub<T> : PullSub<T>
{
    private readonly PullRequest request;
    private readonly ITimer deadline;
    private readonly TimeSpan patience;
    private long received;
    private long receivedBytes;
    private bool begun;

    public FetchSub(
        NatsJSContext context,
        string stream,
        string consumer,
        PullRequest request,
        INatsDeserialize<T>? deserializer,
        Func<INatsJSNotification, CancellationToken, Task>? notify,
        CancellationToken cancellationToken)
        : base(context, stream, consumer, deserializer, notify, cancellationToken)
    {
        this.request = request;
        patience = request.IdleHeartbeat > TimeSpan.Zero ? request.IdleHeartbeat * 2 : request.Expires + Context.Opts.RequestTimeout;
        deadline = TimeProvider.System.CreateTimer(_ => Give(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // The request went with the connection it was made on.
    internal override void Connected()
    {
        if (begun)
        {
            End(NatsSubEndReason.NoMsgs, null);
        }
    }

    protected override void Begin()
    {
        begun = true;
        Heard();
        if (!Ask(request))
        {
            End(NatsSubEndReason.NoMsgs, null);
        }
    }

    protected override void Heard()
    {
        if (!HasEnded)
        {
            deadline.Change(patience, Timeout.InfiniteTimeSpan);
        }
    }

    protected override void Received(int size)
    {
        received++;
        receivedBytes += size;
    }

    protected override void AfterReceived()
    {
        if (received >= request.Batch)
        {
            End(NatsSubEndReason.MaxMsgs, null);
        }
        else if (request.MaxBytes > 0 && receivedBytes >= request.MaxBytes)
        {
            End(NatsSubEndReason.MaxBytes, null);
        }
    }

    protected override void HandleStatus(NatsHeaders headers)
    {
        switch (headers.Code)
        {
            case 404:
                End(NatsSubEndReason.NoMsgs, null);
                break;
            case 408:
                End(NatsSubEndReason.Timeout, null);
                break;
            case 409 when headers.Message == NatsHeaders.Messages.MessageSizeExceedsMaxBytes:
                Notify(NatsJSMessageSizeExceedsMaxBytesNotification.Default);
                End(NatsSubEndReason.MaxBytes, null);
                break;
            case 409 when ConsumerStatus.WillPass(headers):
                Notify(new NatsJSProtocolNotification("Unhandled protocol message", headers.Code, headers.MessageText));
                End(NatsSubEndReason.NoMsgs, null);
                break;
            default:
                Fail(headers);
                break;
        }
    }

    private protected override void Complete(Exception? exception)
    {
        deadline.Dispose();
        base.Complete(exception);
    }

    private void Give()
    {
        Debug.Assert(begun, "The deadline runs from the request on.");
        Notify(NatsJSTimeoutNotification.Default);
        End(request.IdleHeartbeat > TimeSpan.Zero ? NatsSubEndReason.IdleHeartbeatTimeout : NatsSubEndReason.Timeout, null);
    }
}
