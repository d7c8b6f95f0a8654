using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class StreamTests
{
    [Fact]
    public async Task Tells_every_step_of_an_order_in_binary_frames()
    {
        await using var simulator = await Start();
        using var client = simulator.Client();
        await using var stream = await StreamClient.ConnectAsync(simulator, "/stream");
        await stream.Send("""{"action":"authenticate","data":{"key_id":"demo","secret_key":"demo"}}""");
        await stream.Item("authorization", message => (string?)message["data"]!["status"] == "authorized");
        await stream.Send("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
        await stream.Item("listening", message => (string?)message["stream"] == "listening");
        var symbol = (await client.Get("/v2/assets"))[0]!["symbol"].Text();

        var (_, order) = await client.Post("/v2/orders", JsonCalls.Bracket(symbol, await client.Price(symbol), "streamed"));

        var fill = await stream.Item("the fill", message => (string?)message["data"]!["event"] == "fill");
        Assert.Equal((order!["id"].Text(), "10", "10"), (fill["data"]!["order"]!["id"].Text(), fill["data"]!["qty"].Text(), fill["data"]!["position_qty"].Text()));
        Assert.NotNull(fill["data"]!["execution_id"]);
        await stream.Item("the live leg", message => (string?)message["data"]!["event"] == "new" && (string?)message["data"]!["order"]!["side"] == "sell");
        Assert.All(stream.Received(), received => Assert.Equal(WebSocketMessageType.Binary, received.Type));
        Assert.Equal(
            ["pending_new", "held", "held", "new", "fill", "new"],
            stream.Received().Select(received => received.Message).Where(message => (string?)message["stream"] == "trade_updates").Select(message => message["data"]!["event"].Text()));
    }

    [Fact]
    public async Task Refuses_a_wrong_key_on_both_streams()
    {
        await using var simulator = await Start();
        await using var trading = await StreamClient.ConnectAsync(simulator, "/stream");
        await using var data = await StreamClient.ConnectAsync(simulator, "/v2/iex");

        await trading.Send("""{"action":"auth","key":"demo","secret":"wrong"}""");
        await data.Send("""{"action":"auth","key":"demo","secret":"wrong"}""");

        await trading.Item("the refusal", message => (string?)message["data"]!["status"] == "unauthorized");
        await data.Item("the refusal", item => (int?)item["code"] == 402);
    }

    [Fact]
    public async Task Confirms_subscriptions_with_the_whole_set_and_refuses_what_it_must()
    {
        await using var simulator = await Start("--symbol-limit", "3");
        await using var early = await StreamClient.ConnectAsync(simulator, "/v2/iex");
        await early.Send("""{"action":"subscribe","bars":["*"]}""");
        await early.Item("not authenticated", item => (int?)item["code"] == 401);
        await using var stream = await StreamClient.AuthenticatedAsync(simulator, "/v2/iex");

        await stream.Send("""{"action":"subscribe","trades":["A"],"bars":["*"]}{"action":"subscribe","quotes":["B"]}""");
        var both = await stream.Item("the second confirmation", item => (string?)item["T"] == "subscription" && item["quotes"]!.AsArray().Count == 1);
        Assert.Equal("""["A"]""", both["corrections"]!.ToJsonString());
        Assert.Equal("""["*"]""", both["bars"]!.ToJsonString());

        await stream.Send("""{"action":"subscribe","quotes":["C","D"]}""");
        await stream.Item("symbol limit", item => (int?)item["code"] == 405);
        await stream.Send("nonsense");
        await stream.Item("invalid syntax", item => (int?)item["code"] == 400);
        await using var second = await StreamClient.ConnectAsync(simulator, "/v2/iex");
        await second.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await second.Item("connection limit", item => (int?)item["code"] == 406);
        await using var elsewhere = await StreamClient.AuthenticatedAsync(simulator, "/v2/sip");
    }

    [Fact]
    public async Task Sends_every_bar_once_when_its_minute_ends_equal_to_history()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--speed", "600");
        using var client = simulator.Client();
        await using var stream = await StreamClient.AuthenticatedAsync(simulator, "/v2/iex");
        var symbol = (await client.Get("/v2/assets"))[0]!["symbol"].Text();
        await stream.Send($$"""{"action":"subscribe","bars":["*"],"quotes":["{{symbol}}"],"trades":["{{symbol}}"]}""");
        await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");

        await client.Post("/sim/clock/start", "");
        await stream.Item("the fourth bar", item => (string?)item["T"] == "b" && item["t"].Text() == "2026-01-05T15:03:00Z" && item["S"].Text() == symbol);

        var items = stream.Received().SelectMany(received => received.Message.AsArray()).ToList();
        var bars = items.Where(item => (string?)item!["T"] == "b" && item["S"].Text() == symbol).ToList();
        Assert.Equal(bars.Count, bars.DistinctBy(bar => bar!["t"].Text()).Count());
        var history = (await client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Min&start=2026-01-05T15:00:00Z&end=2026-01-05T15:03:00Z"))["bars"]!.AsArray();
        Assert.Equal(history.Select(bar => bar!["c"]!.ToJsonString()), bars.Take(4).Select(bar => bar!["c"]!.ToJsonString()));
        Assert.True(items.Where(item => (string?)item!["T"] == "b").Select(bar => bar!["S"].Text()).Distinct().Count() > 300);
        Assert.Contains(items, item => (string?)item!["T"] == "q");
        Assert.Contains(items, item => (string?)item!["T"] == "t");
        Assert.All(stream.Received(), received => Assert.True(received.Bytes < 65_536, $"a message of {received.Bytes} bytes"));
    }

    private static Task<SimulatorProcess> Start(params string[] more) =>
        SimulatorProcess.StartAsync(["--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "20", "--partial-fills", "0", .. more]);
}
