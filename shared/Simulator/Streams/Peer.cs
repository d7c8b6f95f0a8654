using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>One WebSocket client: reads its documents, sends it queued messages in order.</summary>
public sealed class Peer(WebSocket socket, StreamHandshake handshake, WebSocketMessageType jsonFrames, TimeProvider machine)
{
    /// <summary>Bytes that may wait for a client; one that lets more pile up is too slow.</summary>
    public const long MaxQueued = 32L << 20;

    private const int MaxMessage = 1 << 20;
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(1);

    private readonly WebSocketMessageType _frames = handshake.Encoding == DataEncoding.Json ? jsonFrames : WebSocketMessageType.Binary;
    private readonly Channel<ReadOnlyMemory<byte>> _outbox = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _dismissed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _queued;
    private byte[]? _lastWords;

    /// <summary>What the client said when it connected.</summary>
    public StreamHandshake Handshake => handshake;

    /// <summary>Queues a message; false when the client reads too slowly or is already being dismissed.</summary>
    public bool Post(ReadOnlyMemory<byte> message)
    {
        if (Interlocked.Add(ref _queued, message.Length) <= MaxQueued && _outbox.Writer.TryWrite(message)) return true;
        Interlocked.Add(ref _queued, -message.Length);
        return false;
    }

    /// <summary>Ends the connection once everything queued has been sent.</summary>
    public void Finish() => _outbox.Writer.TryComplete();

    /// <summary>Drops what is queued, says one last thing and ends the connection, whether the client reads on or not.</summary>
    public void Dismiss(byte[] lastWords)
    {
        if (Interlocked.CompareExchange(ref _lastWords, lastWords, null) is not null) return;
        _outbox.Writer.TryComplete();
        _dismissed.TrySetResult();
    }

    /// <summary>Drops the connection at once, without a closing handshake.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Serves the client until either side ends.</summary>
    /// <param name="received">Gets every document; null stands for what is none.</param>
    public async Task RunAsync(Action<JsonElement?> received, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(ending);
        var watching = WatchAsync(ending);
        try
        {
            await ReceiveAsync(received, ending.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // The client went away or we are told to end; both are the ordinary end of a connection.
            socket.Abort();
        }

        _outbox.Writer.TryComplete();
        await sending;
        await ending.CancelAsync();
        _dismissed.TrySetResult();
        await watching;
    }

    /// <summary>A dismissed client that does not even take its last words is cut.</summary>
    private async Task WatchAsync(CancellationTokenSource ending)
    {
        await _dismissed.Task;
        try
        {
            await Task.Delay(FarewellTime, machine, ending.Token);
            await ending.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The connection has ended by itself.
        }
    }

    private async Task SendAsync(CancellationTokenSource ending)
    {
        try
        {
            await foreach (var message in _outbox.Reader.ReadAllAsync(ending.Token))
            {
                if (Volatile.Read(ref _lastWords) is null) await socket.SendAsync(message, _frames, endOfMessage: true, ending.Token);
                Interlocked.Add(ref _queued, -message.Length);
            }

            if (Volatile.Read(ref _lastWords) is { } lastWords) await socket.SendAsync(lastWords, _frames, endOfMessage: true, ending.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending.Token);
            // Hanging up at once could destroy what the client has not read yet.
            ending.CancelAfter(FarewellTime);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            socket.Abort();
            await ending.CancelAsync();
        }
    }

    private async Task ReceiveAsync(Action<JsonElement?> received, CancellationToken cancellationToken)
    {
        var reader = new DocumentReader(handshake.Encoding, handshake.Strict);
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var receiving = socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).AsTask();
            if (reader.IsWaiting && await Late(receiving, cancellationToken))
            {
                reader.Forget();
                received(null);
            }

            var result = await receiving;
            if (result.MessageType == WebSocketMessageType.Close) return;
            message.Write(buffer, 0, result.Count);
            if (message.Length + reader.Waiting > MaxMessage) return;
            if (!result.EndOfMessage) continue;
            foreach (var document in reader.Receive(message.GetBuffer().AsSpan(0, (int)message.Length))) received(document);
            message.SetLength(0);
        }
    }

    /// <summary>True when the rest of a document does not come in time.</summary>
    private async Task<bool> Late(Task receiving, CancellationToken cancellationToken)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var late = await Task.WhenAny(receiving, Task.Delay(RestTime, machine, inTime.Token)) != receiving;
        await inTime.CancelAsync();
        return late && !receiving.IsCompleted;
    }
}
