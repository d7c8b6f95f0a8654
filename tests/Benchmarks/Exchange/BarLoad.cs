using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary>One client that subscribes to the bars of every symbol and counts what it gets.</summary>
internal sealed class BarLoad : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly HttpClient _client;

    private BarLoad(SimulatorProcess simulator)
    {
        _client = simulator.Client();
    }

    public static async Task<BarLoad> StartAsync(SimulatorProcess simulator, CancellationToken cancellationToken)
    {
        var load = new BarLoad(simulator);
        await load._socket.ConnectAsync(new Uri(simulator.Url.Replace("http://", "ws://", StringComparison.Ordinal) + "/v2/sip"), cancellationToken);
        await load.SayAsync("""{"action":"auth","key":"demo","secret":"demo"}""", cancellationToken);
        await load.SayAsync("""{"action":"subscribe","bars":["*"]}""", cancellationToken);
        while (!Encoding.UTF8.GetString(await load.ReceiveAsync(cancellationToken)).Contains("subscription", StringComparison.Ordinal))
        {
        }

        return load;
    }

    /// <summary>Lets venue time run at a speed until so many bars have come; returns how many, and the machine and venue time they took.</summary>
    public async Task<(int Bars, TimeSpan Machine, TimeSpan Venue)> RunAsync(int bars, double speed, CancellationToken cancellationToken)
    {
        await PostAsync(FormattableString.Invariant($"/sim/clock/speed?x={speed}"), cancellationToken);
        var venue = await VenueTimeAsync(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        await PostAsync("/sim/clock/start", cancellationToken);
        var count = 0;
        while (count < bars) count += Count(await ReceiveAsync(cancellationToken));
        var took = TimeProvider.System.GetElapsedTime(began);
        await PostAsync("/sim/clock/pause", cancellationToken);
        return (count, took, await VenueTimeAsync(cancellationToken) - venue);
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int Count(ReadOnlySpan<byte> message) => message.Count("\"T\":\"b\""u8);

    private async Task<DateTimeOffset> VenueTimeAsync(CancellationToken cancellationToken) =>
        (await _client.GetFromJsonAsync<JsonObject>(new Uri("/sim/clock", UriKind.Relative), cancellationToken))!["time"]!.GetValue<DateTimeOffset>();

    private async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private Task SayAsync(string text, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellationToken);

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (true)
        {
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException("The simulator closed the stream.");
            length += result.Count;
            if (result.EndOfMessage) return _buffer[..length];
        }
    }
}
