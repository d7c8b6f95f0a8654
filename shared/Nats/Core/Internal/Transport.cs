using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace NATS.Client.Core.Internal;

/// <summary>One accepted connection to one server.</summary>
internal sealed class Transport : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly NatsOpts opts;

    private Transport(ServerAddress address, NatsOpts opts)
    {
        Address = address;
        this.opts = opts;
        Inbound = new InboundBuffer(opts.ReaderBufferSize);
    }

    public ServerAddress Address { get; }

    /// <summary>What is written to and read from, encrypted or not.</summary>
    public Stream Stream { get; private set; } = Stream.Null;

    public InboundBuffer Inbound { get; }

    /// <summary>How the server greeted us.</summary>
    public NatsServerInfo Info { get; private set; } = new();

    /// <summary>Connects and introduces us; returns once the server has accepted us.</summary>
    /// <exception cref="NatsException">Nobody answers there in time, or not a NATS server we can talk to.</exception>
    /// <exception cref="NatsServerException">The server refuses us.</exception>
    public static async Task<Transport> OpenAsync(ServerAddress address, NatsOpts opts, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Duration.Check(opts.ConnectTimeout, nameof(opts.ConnectTimeout)));
        var transport = new Transport(address, opts);
        try
        {
            await transport.OpenAsync(deadline.Token).ConfigureAwait(false);
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
                SocketException or IOException => new NatsException($"{address}: {exception.Message}", exception),
                _ => exception,
            };
        }
    }

    /// <summary>Waits for more bytes, on this thread.</summary>
    /// <exception cref="NatsException">The server closed the connection.</exception>
    public void Receive() => Received(Stream.Read(Inbound.Room().Span));

    public void Dispose()
    {
        // The socket first: it ends a read or write that the encryption is in the middle of.
        LeaveSystemCalls();
        socket.Dispose();
        Stream.Dispose();
    }

    // Closing waits for threads that are in the middle of a system call; this makes them leave it at once.
    private void LeaveSystemCalls()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Not connected, or no more: then nobody is in one.
        }
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken) =>
        Received(await Stream.ReadAsync(Inbound.Room(), cancellationToken).ConfigureAwait(false));

    private void Received(int count)
    {
        if (count == 0)
        {
            throw new NatsException($"{Address} closed the connection.");
        }

        Inbound.Received(count);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var mode = opts.TlsOpts.EffectiveMode(Address.IsTls);
        if (mode == TlsMode.Disable && Address.IsTls)
        {
            throw new NatsException($"The url {Address} asks for TLS, and NatsTlsOpts.Mode disables it.");
        }

        await SocketStream.ConnectAsync(socket, Address, cancellationToken).ConfigureAwait(false);
        Stream = new SocketStream(socket);
        if (mode == TlsMode.Implicit)
        {
            await EncryptAsync(cancellationToken).ConfigureAwait(false);
        }

        await WaitForAsync(FrameKind.Info, cancellationToken).ConfigureAwait(false);
        if (mode != TlsMode.Implicit && MustEncrypt(mode))
        {
            await EncryptAsync(cancellationToken).ConfigureAwait(false);
        }

        var credentials = await Credentials.OfAsync(opts.AuthOpts, Address.ToUri(), cancellationToken).ConfigureAwait(false);
        await Stream.WriteAsync(Introduction(credentials), cancellationToken).ConfigureAwait(false);
        await WaitForAsync(FrameKind.Pong, cancellationToken).ConfigureAwait(false);
    }

    private bool MustEncrypt(TlsMode mode)
    {
        var offered = Info.TlsRequired || Info.TlsAvailable;
        return mode switch
        {
            TlsMode.Disable when Info.TlsRequired => throw new NatsException($"{Address} requires TLS, and NatsTlsOpts.Mode disables it."),
            TlsMode.Disable => false,
            TlsMode.Require when !offered => throw new NatsException($"{Address} does not offer TLS, and we require it."),
            _ => offered,
        };
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        if (Info.TlsVerify && !opts.TlsOpts.HasClientCertificate)
        {
            throw new NatsException($"{Address} requires a certificate of ours: set CertFile and KeyFile, or CertBundleFile, of NatsTlsOpts.");
        }

        // What came unencrypted must not be taken for what the encrypted server says.
        if (!Inbound.Unread.IsEmpty)
        {
            throw new NatsProtocolViolationException($"{Address} went on talking where the encryption had to begin.");
        }

        Stream = await TlsHandshake.PerformAsync(Stream, Address, opts.TlsOpts, cancellationToken).ConfigureAwait(false);
        IsEncrypted = true;
    }

    private bool IsEncrypted { get; set; }

    private async ValueTask WaitForAsync(FrameKind awaited, CancellationToken cancellationToken)
    {
        while (true)
        {
            ProtocolFrame frame;
            while (!ProtocolParser.TryRead(Inbound.Unread, out frame))
            {
                await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            }

            if (frame.Kind == FrameKind.Error)
            {
                throw new NatsServerException(Encoding.UTF8.GetString(frame.Text.Of(Inbound.Unread)));
            }

            if (frame.Kind == FrameKind.Info)
            {
                Info = NatsServerInfo.Parse(frame.Text.Of(Inbound.Unread));
            }

            Inbound.Consume(frame.Length);
            if (frame.Kind == FrameKind.Ping)
            {
                await Stream.WriteAsync("PONG\r\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            }

            if (frame.Kind == awaited)
            {
                return;
            }
        }
    }

    private byte[] Introduction(Credentials credentials)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new ConnectCommand
            {
                TlsRequired = IsEncrypted,
                User = credentials.Username,
                Password = credentials.Password,
                Token = credentials.Token,
                Jwt = credentials.Jwt,
                NKey = credentials.NKey,
                Signature = credentials.Sign(Info.Nonce),
                Name = opts.Name,
                Echo = opts.Echo,
                Headers = opts.Headers && Info.HeadersSupported,
                NoResponders = opts.Headers && Info.HeadersSupported,
            },
            NatsCoreJsonContext.Default.ConnectCommand);
        return [.. "CONNECT "u8, .. json, .. "\r\nPING\r\n"u8];
    }
}
