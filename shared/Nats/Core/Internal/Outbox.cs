using System.Diagnostics;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>Gathers commands and sends them: many in one system call when they come fast, each at once when they come alone.</summary>
/// <remarks>
/// Nothing is kept over a lost connection: whoever publishes meanwhile waits for the next one, so that nothing is sent after its
/// publisher has given up.
/// </remarks>
internal sealed class Outbox(int size) : IThreadPoolWorkItem
{
    // Commands closer together than 20 us are worth a hop to the thread pool, where they meet and share a system call.
    private static readonly long Pause = Stopwatch.Frequency / 50_000;

    private readonly int limit = size * 16;
    private CommandBuffer filling = new(size);
    private CommandBuffer sending = new(size);
    private Stream? stream;
    private bool flushing;
    private long lastFlush;
    private TaskCompletionSource? room;

    /// <summary>Held while a command is written; lock it to make a change and its command one step.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Whether commands are accepted; read under <see cref="Gate"/> to rely on it.</summary>
    public bool IsOpen => stream is not null;

    public void Open(Stream connected)
    {
        lock (Gate)
        {
            stream = connected;
            filling.Clear();
        }
    }

    public void Close()
    {
        lock (Gate)
        {
            stream = null;
            filling.Clear();
            MakeRoom();
        }
    }

    /// <param name="subject">Its subject.</param>
    /// <param name="replyTo">Where the answer goes.</param>
    /// <param name="headers">Its header block.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="isUrgent">Whether it is to be sent at once, even where another send will follow soon.</param>
    public WriteOutcome Publish(
        string subject,
        ReplySubject replyTo,
        ReadOnlySpan<byte> headers,
        ReadOnlySpan<byte> payload,
        bool isUrgent = true)
    {
        bool flush;
        lock (Gate)
        {
            if (Refusal() is { } refused)
            {
                return refused;
            }

            filling.WriteMessage(subject, replyTo, headers, payload);
            flush = ShouldFlushHere(isUrgent);
        }

        FlushIf(flush);
        return WriteOutcome.Written;
    }

    public WriteOutcome Subscribe(int sid, string subject, string? queueGroup) =>
        Command(Encoding.UTF8.GetBytes(queueGroup is null ? $"SUB {subject} {sid}\r\n" : $"SUB {subject} {queueGroup} {sid}\r\n"));

    public WriteOutcome Unsubscribe(int sid, int? afterMessages) =>
        Command(Encoding.ASCII.GetBytes(afterMessages is { } count ? $"UNSUB {sid} {count}\r\n" : $"UNSUB {sid}\r\n"));

    /// <summary>Writes a whole command. Unlike a message it always finds room.</summary>
    public WriteOutcome Command(ReadOnlySpan<byte> line)
    {
        bool flush;
        lock (Gate)
        {
            if (stream is null)
            {
                return WriteOutcome.Closed;
            }

            filling.Reserve(line.Length);
            filling.Write(line);
            flush = ShouldFlushHere(isUrgent: false);
        }

        FlushIf(flush);
        return WriteOutcome.Written;
    }

    /// <summary>Answers the server, unless it reads so little that it cannot want more answers: they would only fill the memory.</summary>
    public void Pong()
    {
        lock (Gate)
        {
            if (Refusal() is not null)
            {
                return;
            }
        }

        Command("PONG\r\n"u8);
    }

    /// <summary>Sends what is written and not on its way.</summary>
    public void Flush()
    {
        lock (Gate)
        {
            if (flushing || stream is null || filling.Length == 0)
            {
                return;
            }

            flushing = true;
        }

        _ = FlushAsync(here: true);
    }

    /// <summary>Completes once there is room again, or no connection.</summary>
    public Task WaitForRoomAsync()
    {
        lock (Gate)
        {
            if (Refusal() is not WriteOutcome.Full)
            {
                return Task.CompletedTask;
            }

            room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync(here: false);

    private WriteOutcome? Refusal() => stream is null ? WriteOutcome.Closed : filling.Length >= limit ? WriteOutcome.Full : null;

    private void MakeRoom()
    {
        room?.TrySetResult();
        room = null;
    }

    private bool ShouldFlushHere(bool isUrgent)
    {
        if (flushing || TransportReader.SendsSoon(this, isUrgent))
        {
            return false;
        }

        flushing = true;
        if (Stopwatch.GetTimestamp() - lastFlush > Pause)
        {
            return true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return false;
    }

    private void FlushIf(bool here)
    {
        if (!here)
        {
            return;
        }

        // Whoever holds the gate around this command must not send within it: the send would hold everyone up.
        if (Gate.IsHeldByCurrentThread)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _ = FlushAsync(here: true);
        }
    }

    // One at a time, as long as flushing is set.
    private async Task FlushAsync(bool here)
    {
        for (var first = true; ; first = false)
        {
            Stream to;
            lock (Gate)
            {
                if (stream is null || filling.Length == 0)
                {
                    flushing = false;
                    return;
                }

                if (here && !first)
                {
                    // The publisher has sent its own; the rest is not its work.
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                }

                to = stream;
                (filling, sending) = (sending, filling);
                MakeRoom();
            }

            try
            {
                await to.WriteAsync(sending.Written).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Whatever it is, this stream is done with. Its reader meets the same end, and tells why.
                CloseIfStill(to);
            }

            sending.Clear();
            lastFlush = Stopwatch.GetTimestamp();
        }
    }

    private void CloseIfStill(Stream broken)
    {
        lock (Gate)
        {
            if (ReferenceEquals(stream, broken))
            {
                Close();
            }
        }

        broken.Dispose();
    }
}
