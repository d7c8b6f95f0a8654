namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class VenueFaultTests(FaultBench bench) : IClassFixture<FaultBench>, IAsyncLifetime
{
    public Task InitializeAsync() => bench.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Halts_at_a_chosen_time_and_resumes_by_itself()
    {
        var symbol = bench.FreshSymbol();
        var id = await bench.ArmAsync($$"""{"kind":"halt","symbol":"{{symbol}}","after":60,"seconds":120}""");
        Assert.Equal(200, (await MarketAsync(symbol)).Status);
        Assert.Equal(0, await bench.FiredAsync(id));

        await bench.JumpAsync(61);
        var (status, message) = await MarketAsync(symbol);
        Assert.Equal((422, true), (status, message.Contains("trading halt on symbol", StringComparison.Ordinal)));
        Assert.Equal(1, await bench.FiredAsync(id));
        await bench.JumpAsync(121);

        Assert.Equal(200, (await MarketAsync(symbol)).Status);
    }

    [Fact]
    public async Task Pauses_resumes_on_demand_and_when_the_fault_is_switched_off()
    {
        var (one, other) = (bench.FreshSymbol(), bench.FreshSymbol());
        await bench.ArmAsync($$"""{"kind":"luld-pause","symbol":"{{one}}"}""");
        var second = await bench.ArmAsync($$"""{"kind":"halt","symbol":"{{other}}","seconds":5000}""");
        Assert.Equal((422, 422), ((await MarketAsync(one)).Status, (await MarketAsync(other)).Status));

        await bench.ArmAsync($$"""{"kind":"resume","symbol":"{{one}}"}""");
        await bench.Client.Call(HttpMethod.Delete, "/sim/faults/" + second);

        Assert.Equal((200, 200), ((await MarketAsync(one)).Status, (await MarketAsync(other)).Status));
    }

    [Fact]
    public async Task Gaps_through_a_stop()
    {
        var symbol = bench.FreshSymbol();
        var price = await bench.Client.Price(symbol);
        await bench.BuyAsync(symbol, "gapped");
        await bench.ArmAsync($$"""{"kind":"price-gap","symbol":"{{symbol}}","percent":-20}""");

        await bench.JumpAsync(2);

        var fill = (await bench.Client.Get("/v2/account/activities/FILL")).AsArray().First(fill => fill!["symbol"].Text() == symbol && fill["side"].Text() == "sell");
        Assert.True(decimal.Parse(fill!["price"].Text(), System.Globalization.CultureInfo.InvariantCulture) < price * 0.85m);
    }

    [Fact]
    public async Task Trades_nothing_beyond_the_bands()
    {
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync($$"""{"kind":"price-bands","symbol":"{{symbol}}","percent":1,"seconds":60}""");
        await bench.ArmAsync($$"""{"kind":"price-gap","symbol":"{{symbol}}","percent":5}""");

        await bench.BuyAsync(symbol, "limit-up");
        Assert.NotEqual("filled", await bench.StatusAsync("limit-up"));
        await bench.JumpAsync(61);

        Assert.Equal("filled", await bench.StatusAsync("limit-up"));
    }

    [Fact]
    public async Task Splits_with_an_open_bracket_and_renames()
    {
        var symbol = bench.FreshSymbol();
        await bench.BuyAsync(symbol, "split-me");
        var before = await bench.Client.Price(symbol);
        await bench.ArmAsync($$"""{"kind":"split","symbol":"{{symbol}}","new":2}""");
        Assert.Equal("20", (await bench.Client.Get("/v2/positions/" + symbol))["qty"].Text());
        Assert.InRange(await bench.Client.Price(symbol), before * 0.49m, before * 0.51m);

        await bench.ArmAsync($$"""{"kind":"rename","symbol":"{{symbol}}","to":"NEWNAME"}""");

        Assert.Equal("20", (await bench.Client.Get("/v2/positions/NEWNAME"))["qty"].Text());
        Assert.Equal(404, (await bench.Client.Call(HttpMethod.Get, "/v2/positions/" + symbol)).Status);
    }

    [Fact]
    public async Task Changes_assets_and_delists()
    {
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync($$"""{"kind":"asset","symbol":"{{symbol}}","tradable":false,"easy_to_borrow":false}""");
        var asset = await bench.Client.Get("/v2/assets/" + symbol);
        Assert.Equal((false, false), (asset["tradable"]!.GetValue<bool>(), asset["easy_to_borrow"]!.GetValue<bool>()));

        var gone = bench.FreshSymbol();
        await bench.BuyAsync(gone, "gone");
        await bench.ArmAsync($$"""{"kind":"delist","symbol":"{{gone}}","dollars":1}""");
        Assert.Equal(404, (await bench.Client.Call(HttpMethod.Get, "/v2/positions/" + gone)).Status);
    }

    [Fact]
    public async Task Busts_and_corrects_the_newest_execution()
    {
        await using var stream = await bench.ListenAsync();
        var symbol = bench.FreshSymbol();
        await MarketAsync(symbol);
        await bench.ArmAsync($$"""{"kind":"trade-correct","symbol":"{{symbol}}","percent":2}""");
        await bench.ArmAsync($$"""{"kind":"trade-bust","symbol":"{{symbol}}"}""");

        await stream.Item("the correction", message => (string?)message["data"]!["event"] == "trade_correct");
        await stream.Item("the bust", message => (string?)message["data"]!["event"] == "trade_bust");
        Assert.Equal(404, (await bench.Client.Call(HttpMethod.Get, "/v2/positions/" + symbol)).Status);
    }

    [Fact]
    public async Task Restricts_the_account_and_suspends_trading_in_mid_session()
    {
        var id = await bench.ArmAsync("""{"kind":"account","trading_blocked":true,"status":"ACCOUNT_UPDATED","seconds":100}""");
        var account = await bench.Client.Get("/v2/account");
        Assert.Equal((true, "ACCOUNT_UPDATED"), (account["trading_blocked"]!.GetValue<bool>(), account["status"].Text()));
        Assert.Equal(403, (await MarketAsync(bench.FreshSymbol())).Status);
        await bench.JumpAsync(101);
        Assert.Equal(200, (await MarketAsync(bench.FreshSymbol())).Status);
        Assert.Equal(1, await bench.FiredAsync(id));

        await bench.ArmAsync("""{"kind":"suspend-trade","seconds":100}""");
        Assert.Equal((403, "new orders are rejected by user request"), await MarketAsync(bench.FreshSymbol()));
        await bench.ClearAsync();
        Assert.Equal(200, (await MarketAsync(bench.FreshSymbol())).Status);
    }

    [Fact]
    public async Task Puts_orders_into_rare_states()
    {
        var symbol = bench.FreshSymbol();
        await bench.Client.Post("/v2/orders", $$"""{"symbol":"{{symbol}}","qty":"5","side":"buy","type":"limit","limit_price":"1.00","time_in_force":"gtc","client_order_id":"rare"}""");

        await bench.ArmAsync($$"""{"kind":"order-status","symbol":"{{symbol}}","status":"suspended"}""");
        Assert.Equal("suspended", await bench.StatusAsync("rare"));
        await bench.ArmAsync($$"""{"kind":"order-status","symbol":"{{symbol}}","status":"new"}""");
        Assert.Equal("new", await bench.StatusAsync("rare"));
    }

    [Fact]
    public async Task Says_why_a_fault_could_not_happen()
    {
        var id = await bench.ArmAsync("""{"kind":"halt","symbol":"NOSUCH","seconds":60}""");

        Assert.Equal("symbol not found: NOSUCH", (await bench.Client.Get("/sim/faults"))[0]!["problem"].Text());
        Assert.Equal(0, await bench.FiredAsync(id));
    }

    [Fact]
    public async Task Shows_cash_later_than_the_fill()
    {
        var id = await bench.ArmAsync("""{"kind":"account-lag","milliseconds":600000}""");
        var before = (await bench.Client.Get("/v2/account"))["cash"].Text();
        await MarketAsync(bench.FreshSymbol());

        Assert.Equal(before, (await bench.Client.Get("/v2/account"))["cash"].Text());
        Assert.Equal(2, await bench.FiredAsync(id));
        await bench.ClearAsync();
        Assert.NotEqual(before, (await bench.Client.Get("/v2/account"))["cash"].Text());
    }

    private async Task<(int Status, string Message)> MarketAsync(string symbol)
    {
        var (status, body) = await bench.Client.Post("/v2/orders", $$"""{"symbol":"{{symbol}}","qty":"5","side":"buy","type":"market","time_in_force":"day"}""");
        return (status, (string?)body!["message"] ?? "");
    }
}
