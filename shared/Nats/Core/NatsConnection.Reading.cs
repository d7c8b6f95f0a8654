using System.Text;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <content>Handling what the server says.</content>
public partial class NatsConnection
{
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
}
