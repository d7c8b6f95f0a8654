using System.Collections.Concurrent;
using System.Diagnostics;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <content>Is the server there?</content>
public partial class NatsConnection
{
    private readonly ConcurrentQueue<TaskCompletionSource?> pings = new();
    private int unansweredPings;

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

    /// <summary>Asks for signs of life; a server that stays silent is left, and the exception says so.</summary>
    private async Task<Exception?> KeepAliveAsync(Transport asked, TransportReader reader, CancellationToken cancellationToken)
    {
        var interval = Duration.Check(Opts.PingInterval, nameof(Opts.PingInterval));
        try
        {
            while (interval > TimeSpan.Zero)
            {
                await Task.Delay(interval, TimeProvider.System, cancellationToken).ConfigureAwait(false);
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
