using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator.Faults;

/// <summary>One simulator with its clock held at 10:00 New York, for a class of fault tests; nothing stays armed between them.</summary>
public sealed class FaultBench : IAsyncLifetime
{
    private int _next;

    public SimulatorProcess Process { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public IReadOnlyList<string> Symbols { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Process = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "60", "--partial-fills", "0");
        Client = Process.Client();
        Symbols = [.. (await Client.Get("/v2/assets")).AsArray().Select(asset => asset!["symbol"].Text()).Where(symbol => !symbol.Contains('/', StringComparison.Ordinal))];
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }

    /// <summary>A symbol no other test has used.</summary>
    public string FreshSymbol() => Symbols[Interlocked.Increment(ref _next) - 1];

    public Task ClearAsync() => Client.Call(HttpMethod.Delete, "/sim/faults");

    /// <summary>Lets venue time pass at once.</summary>
    public async Task JumpAsync(int seconds)
    {
        await Client.Post(FormattableString.Invariant($"/sim/clock/jump?seconds={seconds}"), "");
        // A request to the venue waits until all that lies between has happened.
        await Client.Get("/v2/account");
    }

    /// <summary>Venue time.</summary>
    public async Task<DateTimeOffset> NowAsync() => (await Client.Get("/sim/clock"))["time"]!.GetValue<DateTimeOffset>();

    /// <summary>Lets venue time pass until a minute begins.</summary>
    public async Task JumpToFullMinuteAsync()
    {
        var second = (await NowAsync()).Second;
        if (second > 0) await JumpAsync(60 - second);
    }

    /// <summary>Arms one fault and returns its id.</summary>
    public async Task<string> ArmAsync(string json)
    {
        var (status, body) = await Client.Post("/sim/faults", json);
        Assert.True(status == 200, $"{json}: {status} {body?.ToJsonString()}");
        return body!["id"].Text();
    }

    /// <summary>How often a fault happened.</summary>
    public async Task<int> FiredAsync(string id) =>
        (await Client.Get("/sim/faults")).AsArray().Single(fault => fault!["id"].Text() == id)!["fired"]!.GetValue<int>();

    /// <summary>Sends a bracket order that fills at once.</summary>
    public async Task<(int Status, JsonNode? Body)> BuyAsync(string symbol, string id) =>
        await Client.Post("/v2/orders", JsonCalls.Bracket(symbol, await Client.Price(symbol), id));

    /// <summary>The status of an order, or null when the venue does not know it.</summary>
    public async Task<string?> StatusAsync(string id)
    {
        var (status, body) = await Client.Call(HttpMethod.Get, "/v2/orders:by_client_order_id?client_order_id=" + id);
        return status == 404 ? null : body!["status"].Text();
    }

    /// <summary>A client that hears trade updates.</summary>
    public async Task<StreamClient> ListenAsync()
    {
        var stream = await StreamClient.ConnectAsync(Process, "/stream");
        await stream.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await stream.Item("authorization", message => (string?)message["data"]!["status"] == "authorized");
        await stream.Send("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
        await stream.Item("listening", message => (string?)message["stream"] == "listening");
        return stream;
    }
}
