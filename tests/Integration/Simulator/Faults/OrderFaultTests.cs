using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class OrderFaultTests(FaultBench bench) : IClassFixture<FaultBench>, IAsyncLifetime
{
    public Task InitializeAsync() => bench.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Fills_in_parts_with_pauses_as_often_as_told()
    {
        var symbol = bench.FreshSymbol();
        var id = await bench.ArmAsync($$"""{"kind":"partial-fill","symbol":"{{symbol}}","count":2,"remainder_after_seconds":30}""");

        await bench.BuyAsync(symbol, "parts");
        Assert.Equal("partially_filled", await bench.StatusAsync("parts"));
        await bench.JumpAsync(31);
        Assert.Equal("partially_filled", await bench.StatusAsync("parts"));
        await bench.JumpAsync(31);

        Assert.Equal("filled", await bench.StatusAsync("parts"));
        Assert.Equal(2, await bench.FiredAsync(id));
        Assert.Equal(3, (await bench.Client.Get("/v2/account/activities/FILL")).AsArray().Count(fill => fill!["symbol"].Text() == symbol));
    }

    [Fact]
    public async Task Fills_a_target_in_part_and_turns_the_price_into_the_stop()
    {
        var symbol = bench.FreshSymbol();
        await bench.BuyAsync(symbol, "reversing");
        await bench.ArmAsync($$"""{"kind":"partial-fill","symbol":"{{symbol}}","role":"take_profit","remainder_after_seconds":100000}""");
        await bench.ArmAsync($$"""{"kind":"price-gap","symbol":"{{symbol}}","percent":12}""");
        await bench.JumpAsync(2);
        var (target, stop) = await LegsAsync("reversing");
        Assert.Equal(("partially_filled", "held"), (target["status"].Text(), stop["status"].Text()));
        Assert.Equal(10m - decimal.Parse(target["filled_qty"].Text(), System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(stop["qty"].Text(), System.Globalization.CultureInfo.InvariantCulture));

        await bench.ArmAsync($$"""{"kind":"price-gap","symbol":"{{symbol}}","percent":-25}""");
        await bench.JumpAsync(2);

        (target, stop) = await LegsAsync("reversing");
        Assert.Equal(("canceled", "filled"), (target["status"].Text(), stop["status"].Text()));
        Assert.Equal(404, (await bench.Client.Call(HttpMethod.Get, "/v2/positions/" + symbol)).Status);
    }

    [Fact]
    public async Task Fills_both_legs_and_leaves_the_account_short()
    {
        var symbol = bench.FreshSymbol();
        await bench.BuyAsync(symbol, "both");
        var id = await bench.ArmAsync($$"""{"kind":"both-legs-fill","symbol":"{{symbol}}"}""");
        await bench.ArmAsync($$"""{"kind":"price-gap","symbol":"{{symbol}}","percent":-12}""");

        await bench.JumpAsync(2);

        var (target, stop) = await LegsAsync("both");
        Assert.Equal(("filled", "filled", 1), (target["status"].Text(), stop["status"].Text(), await bench.FiredAsync(id)));
        Assert.Equal("-10", (await bench.Client.Get("/v2/positions/" + symbol))["qty"].Text());
    }

    [Fact]
    public async Task Rejects_an_order_after_it_was_taken()
    {
        await using var stream = await bench.ListenAsync();
        await bench.ArmAsync("""{"kind":"reject-later","client_order_id":"late-no","reason":"no such luck"}""");

        var (status, body) = await bench.BuyAsync(bench.FreshSymbol(), "late-no");

        Assert.Equal((200, "pending_new"), (status, body!["status"].Text()));
        Assert.Equal("rejected", await bench.StatusAsync("late-no"));
        await stream.Item("the rejection", message => (string?)message["data"]!["event"] == "rejected" && (string?)message["data"]!["order"]!["client_order_id"] == "late-no");
    }

    [Fact]
    public async Task Stays_pending_as_long_as_told()
    {
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync($$"""{"kind":"stuck-new","symbol":"{{symbol}}","seconds":20}""");
        var order = await RestAsync(symbol, "stuck");
        Assert.Equal("pending_new", await bench.StatusAsync("stuck"));
        await bench.JumpAsync(21);
        Assert.Equal("new", await bench.StatusAsync("stuck"));

        await bench.ArmAsync($$"""{"kind":"stuck-cancel","symbol":"{{symbol}}","seconds":240}""");
        Assert.Equal(204, (await bench.Client.Call(HttpMethod.Delete, "/v2/orders/" + order)).Status);
        await bench.JumpAsync(230);
        Assert.Equal("pending_cancel", await bench.StatusAsync("stuck"));
        await bench.JumpAsync(11);
        Assert.Equal("canceled", await bench.StatusAsync("stuck"));

        var replaced = await RestAsync(symbol, "stuck-too");
        await bench.ArmAsync($$"""{"kind":"stuck-replace","symbol":"{{symbol}}","seconds":20}""");
        Assert.Equal(200, (await ReplaceAsync(replaced, "2.00", "stuck-next")).Status);
        Assert.Equal(("pending_replace", "pending_new"), (await bench.StatusAsync("stuck-too"), await bench.StatusAsync("stuck-next")));
        await bench.JumpAsync(21);
        Assert.Equal(("replaced", "new"), (await bench.StatusAsync("stuck-too"), await bench.StatusAsync("stuck-next")));
    }

    [Fact]
    public async Task Fills_before_or_while_it_is_cancelled()
    {
        await using var stream = await bench.ListenAsync();
        var symbol = bench.FreshSymbol();
        var first = await RestAsync(symbol, "too-late");
        await bench.ArmAsync("""{"kind":"fill-before-cancel","client_order_id":"too-late"}""");
        var (status, body) = await bench.Client.Call(HttpMethod.Delete, "/v2/orders/" + first);
        Assert.Equal((422, "order is already in \"filled\" state", "filled"), (status, body!["message"].Text(), await bench.StatusAsync("too-late")));

        var second = await RestAsync(symbol, "race");
        await bench.ArmAsync("""{"kind":"fill-while-canceling","client_order_id":"race"}""");
        Assert.Equal(204, (await bench.Client.Call(HttpMethod.Delete, "/v2/orders/" + second)).Status);
        Assert.Equal("filled", await bench.StatusAsync("race"));
        await stream.Item("the refused cancel", message => (string?)message["data"]!["event"] == "order_cancel_rejected");

        var third = await RestAsync(symbol, "stubborn");
        await bench.ArmAsync("""{"kind":"refuse-pending","client_order_id":"stubborn"}""");
        Assert.Equal(204, (await bench.Client.Call(HttpMethod.Delete, "/v2/orders/" + third)).Status);
        Assert.Equal("new", await bench.StatusAsync("stubborn"));
    }

    [Fact]
    public async Task Fills_before_or_while_it_is_replaced()
    {
        await using var stream = await bench.ListenAsync();
        var symbol = bench.FreshSymbol();
        var first = await RestAsync(symbol, "old-one");
        await bench.ArmAsync("""{"kind":"fill-before-replace","client_order_id":"old-one"}""");
        Assert.Equal(422, (await ReplaceAsync(first, "2.00", "new-one")).Status);
        Assert.Equal(("filled", null), (await bench.StatusAsync("old-one"), await bench.StatusAsync("new-one")));

        var second = await RestAsync(symbol, "old-two");
        await bench.ArmAsync("""{"kind":"fill-while-replacing","client_order_id":"old-two"}""");
        Assert.Equal(200, (await ReplaceAsync(second, "2.00", "new-two")).Status);
        Assert.Equal(("filled", "rejected"), (await bench.StatusAsync("old-two"), await bench.StatusAsync("new-two")));
        await stream.Item("the refused replace", message => (string?)message["data"]!["event"] == "order_replace_rejected");
    }

    /// <summary>Sends a buy far below the market, which rests, and returns its id.</summary>
    private async Task<string> RestAsync(string symbol, string id) => (await bench.Client.Post(
        "/v2/orders", $$"""{"symbol":"{{symbol}}","qty":"5","side":"buy","type":"limit","limit_price":"1.00","time_in_force":"gtc","client_order_id":"{{id}}"}""")).Body!["id"].Text();

    private Task<(int Status, JsonNode? Body)> ReplaceAsync(string order, string price, string id) =>
        bench.Client.Call(HttpMethod.Patch, "/v2/orders/" + order, $$"""{"limit_price":"{{price}}","client_order_id":"{{id}}"}""");

    private async Task<(JsonNode Target, JsonNode Stop)> LegsAsync(string id)
    {
        var legs = (await bench.Client.Get("/v2/orders:by_client_order_id?client_order_id=" + id))["legs"]!.AsArray();
        return (legs.Single(leg => leg!["type"].Text() == "limit")!, legs.Single(leg => leg!["type"].Text() == "stop")!);
    }
}
