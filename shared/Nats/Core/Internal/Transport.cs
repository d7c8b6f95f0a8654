using System.Net.Sockets;
using System.Text.Json;

namespace NATS.Client.Core.Internal;

/// <summary>One accepted connection to one server.</summary>
internal sealed class Transport : IDisposable
{
    private readonly Socket socket;

    private Transport(Socket socket, ServerAddress address, int bufferSize)
    {
        this.socket = socket;
        Address = address;
        Inbound = new InboundBuffer(bufferSize);
    }

    public ServerAddress Address { get; }

    public Socket Socket => socket;

    public InboundBuffer Inbound { get; }

    /// <summary>How the server greeted us.</summary>
    public NatsServerInfo Info { get; private set; } = new();

    /// <summary>Connects and introduces us; returns once the server has accepted us.</summary>
    /// <exception cref="NatsException">Nobody answers there in time, or not a NATS server we can talk to.</exception>
    /// <exception cref="NatsServerException">The server refuses us.</exception>
    public static async Task<Transport> OpenAsync(ServerAddress address, NatsOpts opts, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(opts.ConnectTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var transport = new Transport(socket, address, opts.ReaderBufferSize);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, deadline.Token).ConfigureAwait(false);
            await transport.GreetAsync(opts, deadline.Token).ConfigureAwait(false);
            return transport;
        }
        catch (Exception exception)
        {
            transport.Dispose();
            throw exception switch
            {
                NatsException => exception,
                OperationCanceledException when cancellationToken.IsCancellationRequested => exception,
                OperationCanceledException => new NatsException($"{address} did not accept us within {opts.ConnectTimeout.TotalSeconds:0.##} s."),
                SocketException => new NatsException($"{address}: {exception.Message}", exception),
                _ => exception,
            };
        }
    }

    /// <summary>Waits for more bytes.</summary>
    /// <exception cref="NatsException">The server closed the connection.</exception>
    public async ValueTask ReceiveAsync(CancellationToken cancellationToken = default)
    {
        var count = await socket.ReceiveAsync(Inbound.Room(), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw new NatsException($"{Address} closed the connection.");
        }

        Inbound.Received(count);
    }

    public void Dispose() => socket.Dispose();

    private async Task GreetAsync(NatsOpts opts, CancellationToken cancellationToken)
    {
        while (await NextKindAsync(cancellationToken).ConfigureAwait(false) != FrameKind.Info)
        {
        }

        if (Info.TlsRequired)
        {
            throw new NatsException($"{Address} requires TLS, which this client does not speak.");
        }

        await SendAsync(Introduction(opts), cancellationToken).ConfigureAwait(false);
        while (await NextKindAsync(cancellationToken).ConfigureAwait(false) != FrameKind.Pong)
        {
        }
    }

    private async ValueTask<FrameKind> NextKindAsync(CancellationToken cancellationToken)
    {
        ProtocolFrame frame;
        while (!ProtocolParser.TryRead(Inbound.Unread, out frame))
        {
            await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        }

        if (frame.Kind == FrameKind.Error)
        {
            throw new NatsServerException(System.Text.Encoding.UTF8.GetString(frame.Text.Of(Inbound.Unread)));
        }

        if (frame.Kind == FrameKind.Info)
        {
            Info = NatsServerInfo.Parse(frame.Text.Of(Inbound.Unread));
        }

        Inbound.Consume(frame.Length);
        return frame.Kind;
    }

    private static byte[] Introduction(NatsOpts opts)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new ConnectCommand
            {
                User = opts.AuthOpts.Username,
                Password = opts.AuthOpts.Password,
                Token = opts.AuthOpts.Token,
                Name = opts.Name,
                Echo = opts.Echo,
                Headers = opts.Headers,
                NoResponders = opts.Headers,
            },
            NatsCoreJsonContext.Default.ConnectCommand);
        return [.. "CONNECT "u8, .. json, .. "\r\nPING\r\n"u8];
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
    }
}
