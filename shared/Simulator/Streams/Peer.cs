using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Pipeline.Simulator.Streams;

/// <summary>One WebSocket client: reads JSON documents, sends queued messages in order.</summary>
/// <param name="frames">Kind of the frames it is sent: Alpaca's trading stream uses binary ones, its data streams text.</param>
public sealed class Peer(WebSocket socket, WebSocketMessageType frames)
{
    private const int MaxMessage = 1 << 20;
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> _outbox = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(20_000) { SingleReader = true });

    /// <summary>Queues a message; false when the client reads too slowly.</summary>
    public bool Post(byte[] message) => _outbox.Writer.TryWrite(message);

    /// <summary>Ends the connection once everything queued has been sent.</summary>
    public void Finish() => _outbox.Writer.TryComplete();

    /// <summary>Drops the connection at once, without a closing handshake.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Serves the client until either side ends.</summary>
    /// <param name="received">Gets every document; null stands for text that is not JSON.</param>
    public async Task RunAsync(Action<JsonElement?> received, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(ending);
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
    }

    private async Task SendAsync(CancellationTokenSource ending)
    {
        try
        {
            await foreach (var message in _outbox.Reader.ReadAllAsync(ending.Token))
                await socket.SendAsync(message, frames, endOfMessage: true, ending.Token);
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
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close) return;
            message.Write(buffer, 0, result.Count);
            if (message.Length > MaxMessage) return;
            if (!result.EndOfMessage) continue;
            Read(message.GetBuffer().AsSpan(0, (int)message.Length), received);
            message.SetLength(0);
        }
    }

    /// <summary>Clients are known to write several documents into one message.</summary>
    private static void Read(ReadOnlySpan<byte> message, Action<JsonElement?> received)
    {
        try
        {
            var reader = new Utf8JsonReader(message, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read()) received(JsonElement.ParseValue(ref reader));
        }
        catch (JsonException)
        {
            received(null);
        }
    }
}
