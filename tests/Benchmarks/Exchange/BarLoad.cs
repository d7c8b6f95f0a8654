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
    private Task _reading = Task.CompletedTask;
    private int _bars;
    private long _lastAt;

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

        load._reading = load.CountAsync(cancellationToken);
        return load;
    }

    /// <summary>Jumps over some minutes, which the venue runs through as fast as it can; returns how many bars came and how long it took to the last one.</summary>
    public async Task<(int Bars, TimeSpan Machine)> JumpAsync(int minutes, CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _bars);
        var began = TimeProvider.System.GetTimestamp();
        await PostAsync(FormattableString.Invariant($"/sim/clock/jump?seconds={minutes * 60}"), cancellationToken);
        await QuietAsync(before, cancellationToken);
        return (Volatile.Read(ref _bars) - before, TimeProvider.System.GetElapsedTime(began, Volatile.Read(ref _lastAt)));
    }

    /// <summary>Lets venue time run at a speed for a while of machine time; returns the bars that came and the venue time that passed.</summary>
    public async Task<(int Bars, TimeSpan Venue)> RunAsync(double speed, TimeSpan machine, CancellationToken cancellationToken)
    {
        await PostAsync(FormattableString.Invariant($"/sim/clock/speed?x={speed}"), cancellationToken);
        var (bars, before) = (Volatile.Read(ref _bars), await VenueTimeAsync(cancellationToken));
        await PostAsync("/sim/clock/start", cancellationToken);
        await Task.Delay(machine, TimeProvider.System, cancellationToken);
        await PostAsync("/sim/clock/pause", cancellationToken);
        return (Volatile.Read(ref _bars) - bars, await VenueTimeAsync(cancellationToken) - before);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _client.Dispose();
    }

    /// <summary>Reads all the time, so that the simulator never has to wait.</summary>
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var bars = Count(await ReceiveAsync(cancellationToken));
            if (bars == 0) continue;
            Volatile.Write(ref _lastAt, TimeProvider.System.GetTimestamp());
            Interlocked.Add(ref _bars, bars);
        }
    }

    /// <summary>Waits until bars have come and for two seconds none has.</summary>
    private async Task QuietAsync(int before, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _bars) == before || TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lastAt)) < TimeSpan.FromSeconds(2))
        {
            if (_reading.IsCompleted) await _reading;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
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
