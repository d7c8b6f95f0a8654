using System.Diagnostics;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace NATS.Client.JetStream.Internal;

/// <summary>
/// Messages pulled without end: more are asked for while the last are being handled, and again whenever a request is lost.
/// </summary>
internal sealed class ConsumeSub<T> : PullSub<T>
{
    private readonly Lock sync = new();
    private readonly ConsumeSettings settings;
    private readonly bool endsWithConnection;
    private readonly ITimer heartbeat;
    private readonly ITimer retry;
    private long lastHeard;
    private long asked;
    private long inHand;
    private int failures;
    private bool begun;

    public ConsumeSub(
        NatsJSContext context,
        string stream,
        string consumer,
        ConsumeSettings settings,
        INatsDeserialize<T>? deserializer,
        Func<INatsJSNotification, CancellationToken, Task>? notify,
        bool endsWithConnection,
        CancellationToken cancellationToken)
        : base(context, stream, consumer, deserializer, notify, cancellationToken)
    {
        this.settings = settings;
        this.endsWithConnection = endsWithConnection;
        heartbeat = TimeProvider.System.CreateTimer(_ => CheckHeartbeat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        retry = TimeProvider.System.CreateTimer(_ => PullIfLow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A message has been handed to its handler: room for another.</summary>
    public void HandedOver(int size)
    {
        PullRequest? request;
        lock (sync)
        {
            inHand -= Weight(size);
            request = NextRequest();
        }

        AskFor(request);
    }

    // Requests end with the connection they were made on.
    internal override void Connected()
    {
        if (!begun)
        {
            return;
        }

        if (endsWithConnection)
        {
            End(NatsSubEndReason.None, null);
            return;
        }

        Heard();
        Forget(long.MaxValue);
        PullIfLow();
    }

    protected override void Begin()
    {
        begun = true;
        Heard();
        heartbeat.Change(settings.IdleHeartbeat, settings.IdleHeartbeat);
        PullIfLow();
    }

    protected override void Heard() => Volatile.Write(ref lastHeard, Stopwatch.GetTimestamp());

    protected override void Received(int size)
    {
        lock (sync)
        {
            failures = 0;
            asked = Math.Max(0, asked - Weight(size));
            inHand += Weight(size);
        }
    }

    protected override void AfterReceived()
    {
    }

    protected override void HandleStatus(NatsHeaders headers)
    {
        Forget(Unfulfilled(headers, settings.CountsBytes ? "Nats-Pending-Bytes" : "Nats-Pending-Messages"));
        switch (headers.Code)
        {
            case 404 or 408:
                failures = 0;
                PullIfLow();
                break;
            case 503:
                Notify(NatsJSNoRespondersNotification.Default);
                Forget(long.MaxValue);
                if (settings.MaxConsecutive503Errors >= 0 && failures >= settings.MaxConsecutive503Errors)
                {
                    Fail(headers);
                }
                else
                {
                    PullLater();
                }

                break;
            case 409 when ConsumerStatus.WillPass(headers):
                Notify(Meaning(headers));
                if (ConsumerStatus.EndsUncounted(headers))
                {
                    Forget(long.MaxValue);
                }

                PullLater();
                break;
            case 400 or 409:
                Fail(headers);
                break;
            default:
                Notify(Meaning(headers));
                break;
        }
    }

    private protected override void Complete(Exception? exception)
    {
        heartbeat.Dispose();
        retry.Dispose();
        base.Complete(exception);
    }

    private static INatsJSNotification Meaning(NatsHeaders headers) =>
        ConsumerStatus.IsLeadershipChange(headers) ? NatsJSLeadershipChangeNotification.Default
        : headers.Message == NatsHeaders.Messages.MessageSizeExceedsMaxBytes ? NatsJSMessageSizeExceedsMaxBytesNotification.Default
        : new NatsJSProtocolNotification("Unhandled protocol message", headers.Code, headers.MessageText);

    private long Weight(int size) => settings.CountsBytes ? size : 1;

    private void Forget(long unfulfilled)
    {
        lock (sync)
        {
            asked = Math.Max(0, asked - unfulfilled);
        }
    }

    private void PullIfLow()
    {
        PullRequest? request;
        lock (sync)
        {
            request = NextRequest();
        }

        AskFor(request);
    }

    // Under the lock.
    private PullRequest? NextRequest()
    {
        var (most, threshold) = settings.CountsBytes
            ? (settings.MaxBytes, settings.ThresholdBytes)
            : (settings.MaxMsgs, settings.ThresholdMsgs);
        var outstanding = asked + inHand;
        if (HasEnded || (outstanding > threshold && outstanding > 0) || outstanding >= most)
        {
            return null;
        }

        var more = most - outstanding;
        asked += more;
        return settings.CountsBytes
            ? new PullRequest(settings.MaxMsgs, more, settings.Expires, settings.IdleHeartbeat)
            : new PullRequest(more, 0, settings.Expires, settings.IdleHeartbeat);
    }

    // Not sent means no connection, and Connected comes with the next; or a full outbox, and the heartbeat will be missed.
    private void AskFor(PullRequest? request)
    {
        if (request is { } pull)
        {
            Ask(pull);
        }
    }

    // 0.1 s, doubled up to 1 s: a restarting server answers "no responders" until JetStream is there.
    private void PullLater()
    {
        var wait = TimeSpan.FromMilliseconds(Math.Min(1000, 100 << Math.Min(failures, 4)));
        failures++;
        if (!HasEnded)
        {
            retry.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void CheckHeartbeat()
    {
        if (Connection.ConnectionState != NatsConnectionState.Open
            || Volatile.Read(ref asked) == 0
            || Stopwatch.GetElapsedTime(Volatile.Read(ref lastHeard)) <= settings.IdleHeartbeat * 2)
        {
            return;
        }

        Connection.Log.NoHeartbeat(Connection.Opts.Name, NextSubject);
        Notify(NatsJSTimeoutNotification.Default);
        Heard();
        Forget(long.MaxValue);
        PullIfLow();
    }
}
