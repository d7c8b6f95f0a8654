using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>What became of a command.</summary>
internal enum WriteOutcome
{
    Written,

    /// <summary>There is no connection; nothing was kept.</summary>
    Closed,

    /// <summary>Too much is unsent; nothing was kept.</summary>
    Full,
}

/// <summary>Gathers commands and sends them: many in one system call when they come fast, each at once when they come alone.</summary>
/// <remarks>
/// Nothing is kept over a lost connection: whoever publishes meanwhile waits for the next one, so that nothing is sent after its
/// publisher has given up.
/// </remarks>
internal sealed class Outbox(int size) : IThreadPoolWorkItem
{
    // Commands closer together than this are worth a hop to the thread pool, where they meet and share a system call.
    private static readonly long Pause = Stopwatch.Frequency / 50_000;

    private readonly int limit = size * 16;
    private byte[] filling = new byte[size];
    private byte[] sending = new byte[size];
    private int filled;
    private Socket? socket;
    private bool flushing;
    private long lastFlush;
    private TaskCompletionSource? room;

    /// <summary>Held while a command is written; lock it to make a change and its command one step.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Whether commands are accepted; read under <see cref="Gate"/> to rely on it.</summary>
    public bool IsOpen => socket is not null;

    public void Open(Socket connected)
    {
        lock (Gate)
        {
            socket = connected;
            filled = 0;
        }
    }

    public void Close()
    {
        lock (Gate)
        {
            socket = null;
            filled = 0;
            room?.TrySetResult();
            room = null;
        }
    }

    public WriteOutcome Publish(string subject, string? replyTo, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        bool flush;
        lock (Gate)
        {
            if (Refusal() is { } refused)
            {
                return refused;
            }

            Reserve(64 + (subject.Length + (replyTo?.Length ?? 0)) * 3 + headers.Length + payload.Length);
            Write(headers.IsEmpty ? "PUB "u8 : "HPUB "u8);
            Write(subject);
            if (replyTo is not null)
            {
                Write(" "u8);
                Write(replyTo);
            }

            if (!headers.IsEmpty)
            {
                Write(" "u8);
                Write(headers.Length);
            }

            Write(" "u8);
            Write(headers.Length + payload.Length);
            Write("\r\n"u8);
            Write(headers);
            Write(payload);
            Write("\r\n"u8);
            flush = ShouldFlushHere();
        }

        FlushIf(flush);
        return WriteOutcome.Written;
    }

    public WriteOutcome Subscribe(int sid, string subject, string? queueGroup)
    {
        bool flush;
        lock (Gate)
        {
            if (socket is null)
            {
                return WriteOutcome.Closed;
            }

            Reserve(32 + (subject.Length + (queueGroup?.Length ?? 0)) * 3);
            Write("SUB "u8);
            Write(subject);
            if (queueGroup is not null)
            {
                Write(" "u8);
                Write(queueGroup);
            }

            Write(" "u8);
            Write(sid);
            Write("\r\n"u8);
            flush = ShouldFlushHere();
        }

        FlushIf(flush);
        return WriteOutcome.Written;
    }

    public WriteOutcome Unsubscribe(int sid, int? afterMessages)
    {
        bool flush;
        lock (Gate)
        {
            if (socket is null)
            {
                return WriteOutcome.Closed;
            }

            Reserve(32);
            Write("UNSUB "u8);
            Write(sid);
            if (afterMessages is { } count)
            {
                Write(" "u8);
                Write(count);
            }

            Write("\r\n"u8);
            flush = ShouldFlushHere();
        }

        FlushIf(flush);
        return WriteOutcome.Written;
    }

    /// <summary>Writes a command that has no parameters: PING or PONG.</summary>
    public WriteOutcome Command(ReadOnlySpan<byte> line)
    {
        bool flush;
        lock (Gate)
        {
            if (socket is null)
            {
                return WriteOutcome.Closed;
            }

            Reserve(line.Length);
            Write(line);
            flush = ShouldFlushHere();
        }

        FlushIf(flush);
        return WriteOutcome.Written;
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

    private WriteOutcome? Refusal() => socket is null ? WriteOutcome.Closed : filled >= limit ? WriteOutcome.Full : null;

    private bool ShouldFlushHere()
    {
        if (flushing)
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
        // A command written by the holder of the gate must not send within it: the send would hold everyone up.
        if (!here)
        {
            return;
        }

        if (Gate.IsHeldByCurrentThread)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _ = FlushAsync(here: true);
        }
    }

    private async Task FlushAsync(bool here)
    {
        for (var first = true; ; first = false)
        {
            Socket to;
            int count;
            lock (Gate)
            {
                if (socket is null || filled == 0)
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

                to = socket;
                (filling, sending) = (sending, filling);
                count = filled;
                filled = 0;
                room?.TrySetResult();
                room = null;
            }

            try
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(sending.AsMemory(sent, count - sent), SocketFlags.None).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The reader of this socket meets the same end and tells why; until it has, nothing more may be taken in.
                CloseIfStill(to);
            }

            lastFlush = Stopwatch.GetTimestamp();
        }
    }

    private void CloseIfStill(Socket broken)
    {
        lock (Gate)
        {
            if (ReferenceEquals(socket, broken))
            {
                Close();
            }
        }

        broken.Dispose();
    }

    private void Reserve(int count)
    {
        if (filling.Length - filled < count)
        {
            Array.Resize(ref filling, Math.Max(filling.Length * 2, filled + count));
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(filling.AsSpan(filled));
        filled += bytes.Length;
    }

    private void Write(string text) => filled += Encoding.UTF8.GetBytes(text, filling.AsSpan(filled));

    private void Write(int number)
    {
        Utf8Formatter.TryFormat(number, filling.AsSpan(filled), out var written);
        filled += written;
    }
}
