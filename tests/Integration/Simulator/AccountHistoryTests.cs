using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>What an account remembers beside its orders: its worth over time, its watchlists, its events.</summary>
public sealed class AccountHistoryTests : IAsyncLifetime
{
    private SimulatorProcess _simulator = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T20:58:00Z", "--symbols", "5", "--partial-fills", "0", "--speed", "600");
        _client = _simulator.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Shows_what_the_account_was_worth_by_day_and_by_minute()
    {
        var symbol = (await _client.Get("/v2/assets"))[0]!["symbol"].Text();
        await _client.Post("/v2/orders", $$"""{"symbol":"{{symbol}}","qty":100,"side":"buy","type":"market","time_in_force":"day"}""");
        await _client.Post("/sim/clock/start", "");
        await Eventually.Holds("the next session", async () => (await _client.Get("/v2/clock"))["timestamp"].Text().StartsWith("2026-01-06T09:3", StringComparison.Ordinal));
        await _client.Post("/sim/clock/pause", "");
        var account = await _client.Get("/v2/account");

        var days = await _client.Get("/v2/account/portfolio/history?period=1M&timeframe=1D");
        Assert.Equal(2, days["timestamp"]!.AsArray().Count);
        Assert.Equal((1767589200L, 100000.0), (days["timestamp"]![0]!.GetValue<long>(), days["base_value"]!.GetValue<double>()));
        Assert.Equal(Number(account["last_equity"]), days["equity"]![0]!.GetValue<decimal>());
        Assert.Equal(Number(account["equity"]), days["equity"]![1]!.GetValue<decimal>());
        Assert.Equal(days["equity"]![1]!.GetValue<decimal>() - 100_000m, days["profit_loss"]![1]!.GetValue<decimal>());

        var minutes = await _client.Get("/v2/account/portfolio/history?period=1D&timeframe=1Min&intraday_reporting=market_hours");
        Assert.Equal("2026-01-05", minutes["base_value_asof"].Text());
        Assert.Equal(Number(account["last_equity"]), minutes["base_value"]!.GetValue<decimal>());
        Assert.Equal(1767709800L, minutes["timestamp"]![0]!.GetValue<long>());
        Assert.Equal(Number(account["equity"]), minutes["equity"]!.AsArray()[^1]!.GetValue<decimal>());
        Assert.Equal("1Min", (await _client.Get("/v2/account/portfolio/history?start=2026-01-05T20:58:00Z&end=2026-01-06&extended_hours=True"))["timeframe"].Text());
        Assert.Equal(422, (await _client.Call(HttpMethod.Get, "/v2/account/portfolio/history?period=3M&timeframe=5Min")).Status);
        Assert.Equal(422, (await _client.Call(HttpMethod.Get, "/v2/account/portfolio/history?period=soon")).Status);
    }

    [Fact]
    public async Task Keeps_watchlists_through_sigkill_and_refuses_what_it_must()
    {
        var symbols = (await _client.Get("/v2/assets")).AsArray().Select(asset => asset!["symbol"].Text()).ToList();
        var (status, list) = await _client.Post("/v2/watchlists", $$"""{"name":"kept","symbols":["{{symbols[0]}}","BTC/USD"]}""");
        Assert.Equal((200, 2), (status, list!["assets"]!.AsArray().Count));
        var id = list["id"].Text();
        Assert.Equal(422, (await _client.Post("/v2/watchlists", """{"name":"kept"}""")).Status);
        Assert.Equal(422, (await _client.Post("/v2/watchlists", """{"name":""}""")).Status);
        Assert.Equal(422, (await _client.Post("/v2/watchlists", """{"name":"other","symbols":["NOSUCH"]}""")).Status);
        Assert.Equal(422, (await _client.Post("/v2/watchlists/" + id, $$"""{"symbol":"{{symbols[0]}}"}""")).Status);
        Assert.Equal(200, (await _client.Post("/v2/watchlists:by_name?name=kept", $$"""{"symbol":"{{symbols[1]}}"}""")).Status);
        Assert.Equal(200, (await _client.Call(HttpMethod.Delete, $"/v2/watchlists/{id}/BTC%2FUSD")).Status);
        Assert.Equal(404, (await _client.Call(HttpMethod.Delete, $"/v2/watchlists/{id}/BTC/USD")).Status);

        await _simulator.KillAsync();
        await _simulator.RestartAsync();

        using var after = _simulator.Client();
        var kept = await after.Get("/v2/watchlists:by_name?name=kept");
        Assert.Equal((id, symbols[0] + symbols[1]), (kept["id"].Text(), string.Concat(kept["assets"]!.AsArray().Select(asset => asset!["symbol"].Text()))));
        Assert.Equal(200, (await after.Call(HttpMethod.Put, "/v2/watchlists/" + id, """{"name":"renamed"}""")).Status);
        Assert.Equal(204, (await after.Call(HttpMethod.Delete, "/v2/watchlists/" + id)).Status);
        Assert.Equal(404, (await after.Call(HttpMethod.Get, "/v2/watchlists/" + id)).Status);
        Assert.Empty((await after.Get("/v2/watchlists")).AsArray());
    }

    [Fact]
    public async Task Tells_events_of_orders_as_they_happen_and_again_from_where_a_client_left()
    {
        var symbol = (await _client.Get("/v2/assets"))[1]!["symbol"].Text();
        using var live = new StreamReader(await _client.GetStreamAsync(new Uri("/v2/events/trades", UriKind.Relative)));
        await _client.Post("/v2/orders", $$"""{"symbol":"{{symbol}}","qty":1,"side":"buy","type":"market","time_in_force":"day","client_order_id":"told"}""");

        var heard = new List<JsonNode>();
        while (heard.Count < 3) heard.Add(await Next(live).InTime("an event"));

        Assert.Equal(["pending_new", "new", "fill"], heard.Select(told => told["event"].Text()));
        Assert.All(heard, told => Assert.Equal("told", told["order"]!["client_order_id"].Text()));
        var again = await _client.GetStringAsync(new Uri($"/v2/events/trades?since=2026-01-05T00:00:00Z&until=2026-01-06T00:00:00Z&since_id={heard[0]["event_id"].Text()}", UriKind.Relative));
        Assert.Equal(
            heard.Skip(1).Select(told => told.ToJsonString()),
            again.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!.ToJsonString()));
        Assert.Equal(400, (await _client.Call(HttpMethod.Get, "/v2/events/trades?until=2026-01-06T00:00:00Z")).Status);
    }

    [Fact]
    public async Task Begins_its_events_with_the_opening_of_the_account_also_in_its_first_life()
    {
        var events = await _client.GetStringAsync(new Uri("/sim/events", UriKind.Relative));

        Assert.Contains("\"type\":\"account_opened\"", events.Split('\n')[0], StringComparison.Ordinal);
    }

    private static decimal Number(JsonNode? text) => decimal.Parse(text.Text(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<JsonNode> Next(StreamReader events)
    {
        while (true)
        {
            var line = await events.ReadLineAsync() ?? throw new EndOfStreamException("the events ended");
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonNode.Parse(line[6..])!;
        }
    }
}
