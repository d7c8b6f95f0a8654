using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>How clients hear of what the venue decides: on the data streams, among activities and corporate actions.</summary>
public sealed class VenueNoticeTests : IAsyncLifetime
{
    private SimulatorProcess _simulator = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "5", "--partial-fills", "0", "--speed", "120", "--day-trader-fields");
        _client = _simulator.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Tells_halts_bands_and_trades_taken_back_to_those_who_subscribed()
    {
        var symbols = (await _client.Get("/v2/assets")).AsArray().Select(asset => asset!["symbol"].Text()).ToList();
        await using var stream = await StreamClient.AuthenticatedAsync(_simulator, "/v2/iex");
        await stream.Send($$"""{"action":"subscribe","statuses":["*"],"lulds":["{{symbols[1]}}"],"trades":["{{symbols[2]}}"]}""");
        var subscribed = await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");
        Assert.Equal((symbols[2], symbols[2]), (subscribed["corrections"]![0].Text(), subscribed["cancelErrors"]![0].Text()));
        await Buy(symbols[2], 10);

        await Arm($$"""{"kind":"halt","symbol":"{{symbols[0]}}","reason":"News pending"}""");
        await Arm($$"""{"kind":"price-bands","symbol":"{{symbols[1]}}","percent":5}""");
        await Arm($$"""{"kind":"trade-correct","symbol":"{{symbols[2]}}","percent":1}""");
        await Arm($$"""{"kind":"trade-bust","symbol":"{{symbols[2]}}"}""");
        await Arm($$"""{"kind":"resume","symbol":"{{symbols[0]}}"}""");

        var halt = await stream.Item("the halt", item => (string?)item["sc"] == "H");
        Assert.Equal((symbols[0], "News pending"), (halt["S"].Text(), halt["rm"].Text()));
        await stream.Item("the resumption", item => (string?)item["sc"] == "T");
        var bands = await stream.Item("the bands", item => (string?)item["T"] == "l");
        Assert.True(bands["u"]!.GetValue<double>() > bands["d"]!.GetValue<double>());
        var correction = await stream.Item("the correction", item => (string?)item["T"] == "c");
        Assert.True(correction["cp"]!.GetValue<double>() > correction["op"]!.GetValue<double>());
        var cancellation = await stream.Item("the cancellation", item => (string?)item["T"] == "x");
        Assert.Equal((correction["oi"]!.GetValue<long>(), 10), (cancellation["i"]!.GetValue<long>(), cancellation["s"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Shows_splits_and_renamings_as_corporate_actions_and_activities()
    {
        var symbols = (await _client.Get("/v2/assets")).AsArray().Select(asset => asset!["symbol"].Text()).ToList();
        await Buy(symbols[3], 10);
        await Arm($$"""{"kind":"split","symbol":"{{symbols[3]}}","new":3,"old":1}""");
        await Arm($$"""{"kind":"rename","symbol":"{{symbols[4]}}","to":"NEWNAME"}""");

        var actions = (await _client.Get("/v1/corporate-actions?start=2026-01-05&end=2026-01-05"))["corporate_actions"]!;
        Assert.Equal((3, 1), (actions["forward_splits"]![0]!["new_rate"]!.GetValue<int>(), actions["forward_splits"]![0]!["old_rate"]!.GetValue<int>()));
        Assert.Equal("NEWNAME", actions["name_changes"]![0]!["new_symbol"].Text());
        Assert.Null((await _client.Get($"/v1beta1/corporate-actions?symbols={symbols[4]}&types=forward_split"))["corporate_actions"]!["name_changes"]);
        var announcement = (await _client.Get("/v2/corporate_actions/announcements?ca_types=Split&since=2026-01-01&until=2026-01-31"))[0]!;
        Assert.Equal(("3", "1", symbols[3]), (announcement["new_rate"].Text(), announcement["old_rate"].Text(), announcement["initiating_symbol"].Text()));
        Assert.Equal(announcement.ToJsonString(), (await _client.Get("/v2/corporate_actions/announcements/" + announcement["id"].Text())).ToJsonString());
        Assert.Equal(422, (await _client.Call(HttpMethod.Get, "/v2/corporate_actions/announcements?ca_types=party&since=2026-01-01&until=2026-01-31")).Status);

        var activities = (await _client.Get("/v2/account/activities?direction=asc")).AsArray();
        Assert.Equal(["FILL", "SPLIT"], activities.Select(activity => activity!["activity_type"].Text()));
        Assert.Equal("20", activities[1]!["qty"].Text());
        Assert.Equal(activities[1]!.ToJsonString(), (await _client.Get("/v2/account/activities/SPLIT?date=2026-01-05")).AsArray().Single()!.ToJsonString());
        Assert.Empty((await _client.Get("/v2/account/activities?activity_types=CFEE,DIV")).AsArray());
        Assert.Equal("FILL", (await _client.Get($"/v2/account/activities?page_token={activities[1]!["id"].Text()}")).AsArray().Single()!["activity_type"].Text());

        await using var stream = await StreamClient.AuthenticatedAsync(_simulator, "/v2/sip");
        await stream.Send("""{"action":"subscribe","bars":["*"]}""");
        await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");
        await _client.Post("/sim/clock/start", "");
        await stream.Item("a bar under the new name", item => (string?)item["S"] == "NEWNAME");
        Assert.DoesNotContain(stream.Received().SelectMany(received => received.Message.AsArray()), item => (string?)item!["S"] == symbols[4]);
    }

    [Fact]
    public async Task Shows_the_day_trader_fields_when_told_to()
    {
        var account = await _client.Get("/v2/account");

        Assert.Equal((false, 0, "0"), (account["pattern_day_trader"]!.GetValue<bool>(), account["daytrade_count"]!.GetValue<int>(), account["daytrading_buying_power"].Text()));
    }

    private async Task Arm(string fault)
    {
        var (status, body) = await _client.Post("/sim/faults", fault);
        Assert.True(status == 200, $"{fault}: {status} {body?.ToJsonString()}");
    }

    private async Task Buy(string symbol, int shares) => await _client.Post("/v2/orders", new JsonObject
    {
        ["symbol"] = symbol,
        ["qty"] = shares,
        ["side"] = "buy",
        ["type"] = "market",
        ["time_in_force"] = "day",
    }.ToJsonString());
}
