using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    private const string PublishRefusal = "permissions violation for publish to \"";
    private const string SubscribeRefusal = "permissions violation for subscription to \"";
    private const string QueueOfRefusal = "\" using queue \"";

    private readonly ConcurrentQueue<TaskCompletionSource?> pings = new();
    private int unansweredPings;
    private volatile NatsServerException? inboxRefusal;
    private long complainedAt;

    /// <inheritdoc />
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        await WaitForOpenAsync(cancellationToken).ConfigureAwait(false);
        return await PingOnceAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<TimeSpan> PingOnceAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var pong = NewSignal();
        if (!SendPing(pong))
        {
            throw new NatsNoReplyException("No PONG: the connection was lost");
        }

        await pong.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(begun);
    }

    private bool SendPing(TaskCompletionSource? pong)
    {
        // One step, so that the answers come in the order of the questions.
        lock (outbox.Gate)
        {
            if (!outbox.IsOpen)
            {
                return false;
            }

            pings.Enqueue(pong);
            outbox.Command("PING\r\n"u8);
            return true;
        }
    }

    private void ForgetPings()
    {
        Volatile.Write(ref unansweredPings, 0);
        while (pings.TryDequeue(out var waiting))
        {
            waiting?.TrySetException(new NatsNoReplyException("No PONG: the connection was lost"));
        }
    }

    private async Task<Exception> ReadUntilEndAsync(Transport from)
    {
        using var keepAliveEnd = CancellationTokenSource.CreateLinkedTokenSource(disposal.Token);
        var reader = new TransportReader(from, outbox, (out handling) => TryHandle(from, out handling));
        var keepAlive = KeepAliveAsync(from, reader, keepAliveEnd.Token);
        var end = await reader.RunAsync().ConfigureAwait(false);
        await keepAliveEnd.CancelAsync().ConfigureAwait(false);
        var dead = await keepAlive.ConfigureAwait(false);
        var complaint = end is NatsProtocolViolationException || IsOld() ? null : lastComplaint;
        lastComplaint = null;
        return dead ?? complaint ?? end;
    }

    private bool TryHandle(Transport from, out ValueTask handling)
    {
        Volatile.Write(ref unansweredPings, 0);
        handling = ValueTask.CompletedTask;
        if (!ProtocolParser.TryRead(from.Inbound.Unread, out var frame))
        {
            return false;
        }

        handling = HandleAsync(frame, from.Inbound.Front(frame.Length));
        from.Inbound.Consume(frame.Length);
        return true;
    }

    private ValueTask HandleAsync(in ProtocolFrame frame, ReadOnlyMemory<byte> bytes)
    {
        switch (frame.Kind)
        {
            case FrameKind.Message:
                return subscriptions.TryGet(frame.Sid, out var sub)
                    ? sub.ReceiveAsync(new InboundMessage(bytes, frame))
                    : ValueTask.CompletedTask;
            case FrameKind.Ping:
                outbox.Pong();
                break;
            case FrameKind.Pong:
                if (pings.TryDequeue(out var waiting))
                {
                    waiting?.TrySetResult();
                }

                break;
            case FrameKind.Info:
                HandleInfo(NatsServerInfo.Parse(frame.Text.Of(bytes.Span)));
                break;
            case FrameKind.Error:
                HandleComplaint(Encoding.UTF8.GetString(frame.Text.Of(bytes.Span)));
                break;
        }

        return ValueTask.CompletedTask;
    }

    private void HandleInfo(NatsServerInfo info)
    {
        var leaving = info.LameDuckMode && serverInfo?.LameDuckMode != true;
        serverInfo = info;
        if (leaving && transport is { } current)
        {
            Raise(
              LameDuckModeActivated,
              new NatsLameDuckModeActivatedEventArgs(new Uri(current.Address.ToString())),
              nameof(LameDuckModeActivated));
        }
    }

    private void HandleComplaint(string error)
    {
        log.ServerComplains(Opts.Name, error);
        Raise(ServerError, new NatsServerErrorEventArgs(error), nameof(ServerError));
        var exception = new NatsServerException(error);
        if (Between(error, PublishRefusal) is { } published)
        {
            requests.FailAll(_ => exception, published);
            foreach (var sub in subscriptions.All)
            {
                sub.PublishRefused(published, exception);
            }
        }
        else if (Between(error, SubscribeRefusal) is { } subscribed)
        {
            var group = Between(error, QueueOfRefusal);
            foreach (var sub in subscriptions.All.Where(sub => sub.Subject == subscribed && sub.QueueGroup == group))
            {
                Refuse(sub, exception);
            }
        }
        else if (!error.StartsWith("Permissions Violation", StringComparison.OrdinalIgnoreCase))
        {
            // The server closes the connection after nearly any other complaint; this is why.
            lastComplaint = exception;
            complainedAt = Stopwatch.GetTimestamp();
        }
    }

    // Some complaints close nothing: they are not the reason for what happens much later.
    private bool IsOld() => Stopwatch.GetElapsedTime(complainedAt) > TimeSpan.FromSeconds(1);

    private void Refuse(NatsSubBase sub, NatsServerException exception)
    {
        if (ReferenceEquals(sub, inbox))
        {
            // Requests fail with the reason instead of waiting for replies that cannot come; the next connection may be allowed more.
            inboxRefusal = exception;
            requests.FailAll(_ => exception);
        }
        else
        {
            sub.End(NatsSubEndReason.Exception, exception);
        }
    }

    private static string? Between(string error, string begin)
    {
        var start = error.IndexOf(begin, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var rest = error[(start + begin.Length)..];
        var end = rest.IndexOf('"', StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Asks for signs of life; a server that stays silent is left, and the exception says so.</summary>
    private async Task<Exception?> KeepAliveAsync(Transport asked, TransportReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (Opts.PingInterval > TimeSpan.Zero)
            {
                await Task.Delay(Opts.PingInterval, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                if (reader.IsHeldUp)
                {
                    // Nobody reads while a subscription makes us wait: that is no silence of the server's.
                    continue;
                }

                if (Interlocked.Increment(ref unansweredPings) > Opts.MaxPingOut)
                {
                    asked.Dispose();
                    return new NatsException(
                        $"{asked.Address} did not answer {Opts.MaxPingOut} PINGs, {Opts.PingInterval.TotalSeconds:0.##} s apart.");
                }

                SendPing(pong: null);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended otherwise.
        }

        return null;
    }
}
