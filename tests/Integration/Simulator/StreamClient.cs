using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Wire;
using Pipeline.Simulator.Wire.MessagePack;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>A WebSocket client that keeps every message it was sent.</summary>
public sealed class StreamClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly List<(WebSocketMessageType Type, int Bytes, JsonNode Message)> _received = [];
    private readonly CancellationTokenSource _ending = new();
    private Task _reading = Task.CompletedTask;
    private volatile TaskCompletionSource? _stopped;

    /// <summary>True once the server or the network ended the connection.</summary>
    public bool IsOver => _reading.IsCompleted;

    /// <summary>The close code that the server sent, or null when it sent none.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseText => _socket.CloseStatusDescription;

    /// <summary>Reads nothing more until <see cref="GoOnReading"/>.</summary>
    public void StopReading() => _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOnReading() => _stopped?.TrySetResult();

    /// <summary>Drops the connection without a closing handshake.</summary>
    public void Abort() => _socket.Abort();

    /// <param name="headers">Headers of the handshake, such as the keys or a content type.</param>
    public static async Task<StreamClient> ConnectAsync(SimulatorProcess simulator, string path, params (string Name, string Value)[] headers)
    {
        var client = new StreamClient();
        foreach (var (name, value) in headers) client._socket.Options.SetRequestHeader(name, value);
        await client._socket.ConnectAsync(new Uri(simulator.Url.Replace("http://", "ws://", StringComparison.Ordinal) + path), CancellationToken.None);
        client._reading = client.ReadAsync();
        return client;
    }

    /// <summary>A client that is authenticated on a data endpoint, as soon as the one before it has left its place.</summary>
    public static async Task<StreamClient> AuthenticatedAsync(SimulatorProcess simulator, string path)
    {
        var client = await ConnectAsync(simulator, path);
        var asked = 0;
        await Eventually.Holds("authentication", async () =>
        {
            await client.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
            asked++;
            var answer = await Eventually.Value("an answer to the keys", () => Task.FromResult(client.Items().Where(item => (string?)item["msg"] != "connected").ElementAtOrDefault(asked - 1)));
            return (int?)answer["code"] is null or 406 ? (string?)answer["msg"] == "authenticated" : throw new InvalidOperationException($"The keys were answered with {answer.ToJsonString()}.");
        });
        return client;
    }

    /// <summary>Sends JSON the way the venue's own client does: as a binary frame.</summary>
    public Task Send(string json) => Send(Encoding.UTF8.GetBytes(json));

    /// <param name="end">False for the first part of a message.</param>
    public Task Send(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary, bool end = true) =>
        _socket.SendAsync(bytes, type, end, CancellationToken.None);

    public IReadOnlyList<(WebSocketMessageType Type, int Bytes, JsonNode Message)> Received()
    {
        lock (_received) return [.. _received];
    }

    /// <summary>Waits for a message, or for an item of an array message.</summary>
    public Task<JsonNode> Item(string what, Func<JsonNode, bool> matches) => Eventually.Value(what, () => Task.FromResult(Items().FirstOrDefault(matches)));

    public async ValueTask DisposeAsync()
    {
        GoOnReading();
        await _ending.CancelAsync();
        _socket.Dispose();
        await _reading;
        _ending.Dispose();
    }

    private IEnumerable<JsonNode> Items() => Received().SelectMany(received => received.Message is JsonArray items ? items.Select(item => item!) : [received.Message]);

    private static JsonNode Parse(ReadOnlySpan<byte> message)
    {
        if (message[0] is (byte)'{' or (byte)'[') return JsonNode.Parse(message)!;
        Assert.Equal(DocumentState.Complete, MessagePackReader.TryRead(message, out var document, out var length));
        Assert.Equal(message.Length, length);
        return document!;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 21];
        try
        {
            while (true)
            {
                if (_stopped is { } stopped) await stopped.Task;
                var length = 0;
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await _socket.ReceiveAsync(buffer.AsMemory(length), _ending.Token);
                    length += result.Count;
                }
                while (!result.EndOfMessage);
                if (result.MessageType == WebSocketMessageType.Close) return;
                var message = Parse(buffer.AsSpan(0, length));
                lock (_received) _received.Add((result.MessageType, length, message));
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the connection, wanted or not; IsOver tells.
        }
    }
}
