using System.Net;
using System.Net.Sockets;

namespace NATS.Client.Core.Internal;

/// <summary>A connected socket whose waits are system calls of the thread that waits.</summary>
/// <remarks>
/// The runtime's own asynchronous sockets wake a thread of theirs and then one of the pool for every answer, which costs more than the
/// rest of an exchange on one machine. As soon as one of their operations has waited they do so for the socket's whole life: none is
/// used here.
/// </remarks>
internal sealed class SocketStream : Stream
{
    private const int LookAround = 50_000;
    private readonly Socket socket;

    /// <param name="socket">Connected; from now on it does not block.</param>
    public SocketStream(Socket socket)
    {
        this.socket = socket;
        socket.Blocking = false;
    }

    /// <summary>Connects a socket, as all the rest does, without the runtime's asynchronous operations.</summary>
    public static async Task ConnectAsync(Socket socket, ServerAddress address, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(address.Host, cancellationToken).ConfigureAwait(false);
        using var givingUp = cancellationToken.UnsafeRegister(static connecting => ((Socket)connecting!).Dispose(), socket);
        var connecting = Task.Run(() => socket.Connect(addresses, address.Port), CancellationToken.None);
        try
        {
            await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // However the disposed socket puts it.
            _ = connecting.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            throw new OperationCanceledException(cancellationToken);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Waits for bytes, until the stream is disposed of.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                return count;
            }

            ThrowUnlessBusy(error);
            socket.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>For the introduction, which has a deadline; it takes a thread of the pool while it waits.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await Task.Run(
            () =>
            {
                while (!socket.Poll(LookAround, SelectMode.SelectRead))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                return Read(buffer.Span);
            },
            cancellationToken).ConfigureAwait(false);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (var rest = buffer; ;)
        {
            rest = rest[SendWhatFits(rest)..];
            if (rest.IsEmpty)
            {
                return;
            }

            socket.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectWrite);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Sends at once what the system takes; only what it does not take is waited for, on a thread of its own.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var sent = SendWhatFits(buffer.Span);
        return sent == buffer.Length
            ? ValueTask.CompletedTask
            : new ValueTask(Task.Factory.StartNew(
                () => Write(buffer.Span[sent..]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private int SendWhatFits(ReadOnlySpan<byte> buffer)
    {
        var count = socket.Send(buffer, SocketFlags.None, out var error);
        if (error == SocketError.Success)
        {
            return count;
        }

        ThrowUnlessBusy(error);
        return 0;
    }

    private static void ThrowUnlessBusy(SocketError error)
    {
        if (error is not (SocketError.WouldBlock or SocketError.Interrupted))
        {
            var cause = new SocketException((int)error);
            throw new IOException(cause.Message, cause);
        }
    }
}
