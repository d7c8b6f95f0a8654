using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>What the streams send while time passes: one run of the clock for all of them.</summary>
public sealed class StreamItemTests : IAsyncLifetime
{
    private SimulatorProcess _simulator = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "40", "--speed", "600", "--connection-limit", "3", "--strict-frames");
        _client = _simulator.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Sends_every_kind_of_item_on_its_stream_and_the_same_to_all_who_want_the_same()
    {
        var symbol = (await _client.Get("/v2/assets?asset_class=us_equity"))[0]!["symbol"].Text();
        await using var stocks = await Subscribed("/v2/sip", """{"action":"subscribe","bars":["*"],"dailyBars":["*"],"lulds":["*"]}""");
        await using var twin = await Subscribed("/v2/sip", """{"action":"subscribe","lulds":["*"],"dailyBars":["*"],"bars":["*"]}""");
        await using var packed = await Subscribed("/v2/sip", """{"action":"subscribe","bars":["*"]}""", ("Accept", "application/msgpack"));
        await using var delayed = await Subscribed("/v2/delayed_sip", $$"""{"action":"subscribe","trades":["{{symbol}}"],"bars":["*"]}""");
        await using var test = await Subscribed("/v2/test", """{"action":"subscribe","bars":["FAKEPACA"],"quotes":["FAKEPACA"],"trades":["FAKEPACA"]}""");
        await using var coins = await Subscribed("/v1beta3/crypto/us", """{"action":"subscribe","bars":["*"],"trades":["ETH/USD"],"quotes":["ETH/USD"],"orderbooks":["ETH/USD"]}""");
        await using var news = await Subscribed("/v1beta1/news", """{"action":"subscribe","news":["*"]}""");
        await using var full = await StreamClient.ConnectAsync(_simulator, "/v2/sip");
        await full.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await full.Item("connection limit", item => (int?)item["code"] == 406);

        await _client.Post("/sim/clock/start", "");
        await news.Item("a report", item => (string?)item["T"] == "n");
        await stocks.Item("a price band", item => (string?)item["T"] == "l");
        await packed.Item("the third bar", item => (string?)item["T"] == "b" && item["t"].Text().StartsWith("2026-01-05T15:02:00", StringComparison.Ordinal));
        await _client.Post("/sim/clock/pause", "");

        var bars = Items(stocks, "b");
        Assert.Equal(
            bars.Where(bar => bar["t"].Text() == "2026-01-05T15:01:00Z").Select(bar => (bar["S"].Text(), bar["c"]!.GetValue<double>())),
            Items(packed, "b").Where(bar => bar["t"].Text() == "2026-01-05T15:01:00.0000000Z").Select(bar => (bar["S"].Text(), bar["c"]!.GetValue<double>())));
        var together = Math.Min(stocks.Received().Count, twin.Received().Count);
        Assert.Equal(stocks.Received().Take(together).Skip(4).Select(received => received.Message.ToJsonString()), twin.Received().Take(together).Skip(4).Select(received => received.Message.ToJsonString()));
        Assert.Equal("T", stocks.Received()[^1].Message[0]!.AsObject().First().Key);
        Assert.StartsWith("2026-01-05T14:45:0", Items(delayed, "t")[0]["t"].Text(), StringComparison.Ordinal);
        Assert.Equal("2026-01-05T14:45:00Z", Items(delayed, "b")[0]["t"].Text());
        Assert.All(["b", "q", "t"], kind => Assert.All(Items(test, kind), item => Assert.Equal("FAKEPACA", item["S"].Text())));
        Assert.All(Items(stocks, "d"), day => Assert.Equal("2026-01-05T05:00:00Z", day["t"].Text()));
        var coinQuote = Items(coins, "q")[0];
        Assert.Equal(["T", "S", "t", "bp", "bs", "ap", "as"], coinQuote.AsObject().Select(field => field.Key));
        Assert.Contains(Items(coins, "t")[0]["tks"].Text(), new[] { "B", "S" });
        Assert.All(Items(coins, "b"), bar => Assert.Contains('/', bar["S"].Text()));
    }

    [Fact]
    public async Task Keeps_order_books_in_step_by_their_changes()
    {
        await using var coins = await Subscribed("/v1beta3/crypto/us", """{"action":"subscribe","orderbooks":["BTC/USD"]}""");
        await _client.Post("/sim/clock/start", "");
        await Eventually.Holds("twenty changes", () => Items(coins, "o").Count > 20);
        await _client.Post("/sim/clock/pause", "");
        var last = await Eventually.Value("the venue's own book at the time of a change", async () =>
        {
            var shown = (await _client.Get("/v1beta3/crypto/us/latest/orderbooks?symbols=BTC/USD"))["orderbooks"]!["BTC/USD"]!;
            return Items(coins, "o").LastOrDefault(change => change["t"].Text() == shown["t"].Text()) is null ? await Nudge() : shown;
        });

        var (bids, asks) = (new SortedDictionary<double, double>(), new SortedDictionary<double, double>());
        var changes = Items(coins, "o");
        Assert.True(changes[0]["r"]!.GetValue<bool>());
        foreach (var change in changes.TakeWhile(change => string.CompareOrdinal(change["t"].Text(), last["t"].Text()) <= 0))
        {
            Apply(bids, change["b"]!.AsArray());
            Apply(asks, change["a"]!.AsArray());
        }

        Assert.Equal(Levels(last["b"]!), bids.Select(level => (level.Key, level.Value)));
        Assert.Equal(Levels(last["a"]!), asks.Select(level => (level.Key, level.Value)));

        // The clock was stopped at an odd second: changes come at even ones.
        async Task<JsonNode?> Nudge()
        {
            await _client.Post("/sim/clock/start", "");
            await _client.Post("/sim/clock/pause", "");
            return null;
        }
    }

    private static void Apply(SortedDictionary<double, double> side, JsonArray levels)
    {
        foreach (var level in levels)
        {
            if (level!["s"]!.GetValue<double>() == 0) side.Remove(level["p"]!.GetValue<double>());
            else side[level["p"]!.GetValue<double>()] = level["s"]!.GetValue<double>();
        }
    }

    private static IEnumerable<(double, double)> Levels(JsonNode side) =>
        side.AsArray().Select(level => (level!["p"]!.GetValue<double>(), level["s"]!.GetValue<double>())).OrderBy(level => level.Item1);

    private static List<JsonNode> Items(StreamClient stream, string kind) =>
        [.. stream.Received().SelectMany(received => received.Message.AsArray()).Select(item => item!).Where(item => (string?)item["T"] == kind)];

    private async Task<StreamClient> Subscribed(string path, string subscription, params (string, string)[] headers)
    {
        var stream = await StreamClient.ConnectAsync(_simulator, path, headers);
        await stream.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await stream.Item("authentication", item => (string?)item["msg"] == "authenticated");
        await stream.Send(subscription);
        await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");
        return stream;
    }
}
