using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

[Collection("Simulator")]
public sealed class TradingApiTests(SimulatorFixture simulator)
{
    private readonly HttpClient _client = simulator.Client;

    [Fact]
    public async Task Refuses_a_wrong_key_without_a_code()
    {
        using var stranger = new HttpClient { BaseAddress = _client.BaseAddress };

        var (status, body) = await stranger.Call(HttpMethod.Get, "/v2/account");

        Assert.Equal((401, """{"message":"unauthorized."}"""), (status, body!.ToJsonString()));
    }

    [Fact]
    public async Task Shows_the_account_with_money_as_strings_and_rate_limit_headers()
    {
        using var answer = await _client.GetAsync(new Uri("/v2/account", UriKind.Relative));
        var account = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(("ACTIVE", "USD"), (account["status"].Text(), account["currency"].Text()));
        Assert.True(decimal.Parse(account["equity"].Text(), System.Globalization.CultureInfo.InvariantCulture) > 90_000m);
        Assert.False(account["trading_blocked"]!.GetValue<bool>());
        Assert.Null(account["pattern_day_trader"]);
        Assert.True(answer.Headers.Contains("X-Ratelimit-Limit") && answer.Headers.Contains("X-Ratelimit-Remaining") && answer.Headers.Contains("X-Ratelimit-Reset"));
    }

    [Fact]
    public async Task Tells_clock_and_calendar_in_new_york_time()
    {
        var clock = await _client.Get("/v2/clock");
        var days = (await _client.Get("/v2/calendar?start=2026-11-25&end=2026-11-30")).AsArray();

        Assert.Equal("2026-01-05T10:00:00-05:00", clock["timestamp"].Text());
        Assert.True(clock["is_open"]!.GetValue<bool>());
        Assert.Equal("2026-01-05T16:00:00-05:00", clock["next_close"].Text());
        Assert.Equal(["2026-11-25", "2026-11-27", "2026-11-30"], days.Select(day => day!["date"].Text()));
        Assert.Equal(("13:00", "1700"), (days[1]!["close"].Text(), days[1]!["session_close"].Text()));
    }

    [Fact]
    public async Task Lists_assets_and_finds_one_by_symbol_and_by_id()
    {
        var assets = (await _client.Get("/v2/assets?status=active&asset_class=us_equity")).AsArray();
        var first = assets[0]!;

        Assert.Equal(40, assets.Count);
        Assert.Equal(first["id"].Text(), (await _client.Get("/v2/assets/" + first["symbol"].Text()))["id"].Text());
        Assert.Equal(first["symbol"].Text(), (await _client.Get("/v2/assets/" + first["id"].Text()))["symbol"].Text());
    }

    [Fact]
    public async Task Takes_a_bracket_with_numbers_as_numbers_or_strings_and_fills_it()
    {
        var symbol = await Symbol(0);
        var (status, order) = await _client.Post("/v2/orders", JsonCalls.Bracket(symbol, await _client.Price(symbol), "bracket-1"));
        Assert.Equal((200, "pending_new"), (status, order!["status"].Text()));
        Assert.Equal(["held", "held"], order["legs"]!.AsArray().Select(leg => leg!["status"].Text()));

        var filled = await _client.Get("/v2/orders/" + order["id"].Text());

        Assert.Equal(("filled", "10"), (filled["status"].Text(), filled["filled_qty"].Text()));
        Assert.Equal(["new", "held"], filled["legs"]!.AsArray().Select(leg => leg!["status"].Text()));
        var position = await _client.Get("/v2/positions/" + symbol);
        Assert.Equal(("10", "0", "long"), (position["qty"].Text(), position["qty_available"].Text(), position["side"].Text()));
        var fill = (await _client.Get("/v2/account/activities/FILL?order_id=" + order["id"].Text())).AsArray().Single()!;
        Assert.Equal(("10", "0", "fill"), (fill["cum_qty"].Text(), fill["leaves_qty"].Text(), fill["type"].Text()));
        Assert.Matches("^[0-9]{17}::[0-9a-f-]{36}$", fill["id"].Text());
    }

    [Fact]
    public async Task Hides_held_legs_in_flat_lists_and_nests_them_on_request()
    {
        var symbol = await Symbol(1);
        var (_, order) = await _client.Post("/v2/orders", JsonCalls.Bracket(symbol, await _client.Price(symbol), "bracket-2"));

        var flat = (await _client.Get($"/v2/orders?status=open&symbols={symbol}")).AsArray();
        var nested = (await _client.Get($"/v2/orders?status=open&nested=True&symbols={symbol}")).AsArray();

        Assert.Equal(["limit"], flat.Select(item => item!["type"].Text()));
        Assert.Equal(order!["id"].Text(), nested.Single()!["id"].Text());
        Assert.Equal(2, nested.Single()!["legs"]!.AsArray().Count);
    }

    [Fact]
    public async Task Finds_an_order_by_its_client_order_id_and_refuses_the_id_again()
    {
        var symbol = await Symbol(2);
        var body = JsonCalls.Bracket(symbol, await _client.Price(symbol), "once");
        var (_, order) = await _client.Post("/v2/orders", body);

        var (status, refusal) = await _client.Post("/v2/orders", body);

        Assert.Equal(order!["id"].Text(), (await _client.Get("/v2/orders:by_client_order_id?client_order_id=once"))["id"].Text());
        Assert.Equal((422, """{"code":40010001,"message":"client_order_id must be unique"}"""), (status, refusal!.ToJsonString()));
        Assert.Equal(404, (await _client.Call(HttpMethod.Get, "/v2/orders:by_client_order_id?client_order_id=never")).Status);
    }

    [Fact]
    public async Task Replaces_cancels_and_closes()
    {
        var symbol = await Symbol(3);
        var price = await _client.Price(symbol);
        var (_, order) = await _client.Post("/v2/orders", JsonCalls.Bracket(symbol, price, "bracket-3"));
        var legs = (await _client.Get("/v2/orders/" + order!["id"].Text()))["legs"]!.AsArray();
        var stop = legs.Single(leg => leg!["type"].Text() == "stop")!["id"].Text();

        var (replaced, moved) = await _client.Call(HttpMethod.Patch, "/v2/orders/" + stop, FormattableString.Invariant($$"""{"stop_price":"{{decimal.Round(price * 0.97m, 2)}}","client_order_id":"moved"}"""));
        Assert.Equal((200, stop), (replaced, moved!["replaces"].Text()));
        Assert.Equal(("replaced", moved["id"].Text()), ((await _client.Get("/v2/orders/" + stop))["status"].Text(), (await _client.Get("/v2/orders/" + stop))["replaced_by"].Text()));
        Assert.Equal(403, (await _client.Call(HttpMethod.Delete, "/v2/positions/" + symbol)).Status);

        Assert.Equal(204, (await _client.Call(HttpMethod.Delete, "/v2/orders/" + moved["id"].Text())).Status);
        var (closed, closing) = await _client.Call(HttpMethod.Delete, "/v2/positions/" + symbol);
        Assert.Equal((200, "market", "sell"), (closed, closing!["type"].Text(), closing["side"].Text()));
        Assert.Equal(404, (await _client.Call(HttpMethod.Get, "/v2/positions/" + symbol)).Status);
    }

    [Fact]
    public async Task Cancels_and_closes_everything_at_once()
    {
        // A simulator of its own: this would take the other tests' orders away.
        await using var own = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "5", "--partial-fills", "0");
        using var client = own.Client();
        foreach (var asset in (await client.Get("/v2/assets")).AsArray().Take(2))
            await client.Post("/v2/orders", JsonCalls.Bracket(asset!["symbol"].Text(), await client.Price(asset["symbol"].Text()), "all-" + asset["symbol"].Text()));

        var (held, refusals) = await client.Call(HttpMethod.Delete, "/v2/positions");
        Assert.Equal((207, 403), (held, refusals![0]!["status"]!.GetValue<int>()));
        var (closed, answers) = await client.Call(HttpMethod.Delete, "/v2/positions?cancel_orders=true");

        Assert.Equal(207, closed);
        Assert.All(answers!.AsArray(), answer => Assert.Equal(200, answer!["status"]!.GetValue<int>()));
        Assert.Empty((await client.Get("/v2/positions")).AsArray());
        Assert.Empty((await client.Get("/v2/orders?status=open&nested=true")).AsArray());
    }

    [Fact]
    public async Task Pages_activities_in_either_direction()
    {
        foreach (var index in new[] { 10, 11, 12 })
        {
            var symbol = await Symbol(index);
            await _client.Post("/v2/orders", JsonCalls.Bracket(symbol, await _client.Price(symbol), "page-" + symbol));
        }

        foreach (var direction in new[] { "asc", "desc" })
        {
            var all = (await _client.Get($"/v2/account/activities/FILL?direction={direction}")).AsArray().Select(fill => fill!["id"].Text()).ToList();
            var paged = new List<string>();
            while (true)
            {
                var page = (await _client.Get($"/v2/account/activities?activity_types=FILL&page_size=2&direction={direction}&page_token={paged.LastOrDefault()}")).AsArray();
                if (page.Count == 0) break;
                paged.AddRange(page.Select(fill => fill!["id"].Text()));
            }

            Assert.Equal(all, paged);
        }
    }

    [Theory]
    [InlineData("not json", 400, 40010000)]
    [InlineData("""{"qty":1,"side":"buy","type":"market","time_in_force":"day"}""", 422, 40010001)]
    [InlineData("""{"symbol":"X","qty":"one","side":"buy","type":"market","time_in_force":"day"}""", 422, 40010001)]
    [InlineData("""{"symbol":"X","qty":1,"side":"buy","type":"guess","time_in_force":"day"}""", 422, 40010001)]
    [InlineData("""{"symbol":"X","qty":1,"side":"buy","type":"market","time_in_force":"gtd"}""", 422, 40010001)]
    [InlineData("""{"symbol":"X","qty":1,"side":"buy","type":"market","time_in_force":"day"}""", 422, 42210000)]
    public async Task Refuses_a_body_it_cannot_use(string body, int status, int code)
    {
        var answer = await _client.Post("/v2/orders", body);

        Assert.Equal((status, code), (answer.Status, answer.Body!["code"]!.GetValue<int>()));
    }

    private async Task<string> Symbol(int index) => (await _client.Get("/v2/assets"))[index]!["symbol"].Text();
}
