using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Pipeline.Broker.Streams;

/// <summary>One WebSocket connection: whole messages in, of any size and frame kind; every failure becomes a <see cref="StreamLostException"/>.</summary>
internal sealed class StreamSocket : IDisposable
{
    private const int LargestMessage = 64 << 20;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);
    private readonly ClientWebSocket _socket;
    private readonly TimeProvider _time;
    private readonly Lazy<Task> _goodbye;
    private ITimer? _patience;
    private byte[] _buffer = new byte[64 << 10];
    private long _heardAt;

    private StreamSocket(ClientWebSocket socket, TimeProvider time)
    {
        (_socket, _time) = (socket, time);
        _goodbye = new Lazy<Task>(SayGoodbyeAsync);
        _heardAt = time.GetTimestamp();
    }

    /// <summary>Since the last whole message, or since it was opened.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heardAt));

    public static async Task<StreamSocket> ConnectAsync(Uri url, VenueOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = options.StreamPingInterval;
        socket.Options.KeepAliveTimeout = options.StreamPongTimeout;
        socket.Options.CollectHttpResponseDetails = true;
        using var late = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await socket.ConnectAsync(url, either.Token);
            return new StreamSocket(socket, time);
        }
        catch (Exception failed) when (failed is WebSocketException or HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            var reason = status != 0 ? $"The venue answered HTTP {status} instead of opening the stream."
                : late.IsCancellationRequested ? $"No connection within {options.ConnectTimeout.TotalSeconds:0.##} s."
                : $"{failed.Message} {failed.InnerException?.Message}".Trim();
            throw new StreamLostException(reason, connectionLimit: status == 429, failed);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(Action<Utf8JsonWriter> content, CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        try
        {
            await _socket.SendAsync(message.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception failed) when (IsLoss(failed, cancellationToken))
        {
            throw new StreamLostException($"Sending failed: {failed.Message}", innerException: failed);
        }
    }

    /// <summary>The JSON documents of the next message: usually one, but some peers write several back to back.</summary>
    /// <remarks>Canceling a pending receive would tear the connection, and a torn one keeps its slot at the venue: a cancellation says goodbye instead.</remarks>
    public async Task<IReadOnlyList<JsonElement>> ReceiveAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var goodbye = cancellationToken.UnsafeRegister(static socket => _ = ((StreamSocket)socket!)._goodbye.Value, this);
        var length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            }
            catch (Exception failed) when (IsLoss(failed, CancellationToken.None))
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new StreamLostException($"The connection broke: {failed.Message}", innerException: failed);
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new StreamLostException($"The venue closed the stream ({(int?)_socket.CloseStatus} {_socket.CloseStatusDescription}).");
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                Volatile.Write(ref _heardAt, _time.GetTimestamp());
                return JsonDocuments.Split(_buffer.AsSpan(0, length));
            }

            if (length == _buffer.Length)
                Grow();
        }
    }

    /// <summary>Says goodbye, so that the venue frees the slot at once.</summary>
    public Task CloseAsync() => _goodbye.Value;

    public void Dispose()
    {
        _patience?.Dispose();
        _socket.Dispose();
    }

    private async Task SayGoodbyeAsync()
    {
        // Whoever still receives gets the venue's own goodbye, or the end of our patience.
        _patience = _time.CreateTimer(_ => _socket.Abort(), state: null, CloseTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
        }
        catch (Exception failed) when (IsLoss(failed, CancellationToken.None))
        {
            _socket.Abort();
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= LargestMessage)
            throw new StreamLostException($"A message of more than {LargestMessage >> 20} MiB came.");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    // The keep-alive time-out aborts the socket, which shows as a canceled operation that nobody canceled.
    private static bool IsLoss(Exception failed, CancellationToken cancellationToken) =>
        failed is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException
        || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
