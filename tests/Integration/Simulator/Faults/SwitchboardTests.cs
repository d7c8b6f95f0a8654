using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class SwitchboardTests(FaultBench bench) : IClassFixture<FaultBench>, IAsyncLifetime
{
    public Task InitializeAsync() => bench.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("""{"kind":"earthquake"}""", "kind", "error-before-booking")]
    [InlineData("""{"count":1}""", "kind", "delay")]
    [InlineData("""{"kind":"delay","milliseconds":-1}""", "milliseconds", "a number from 0 to 3600000")]
    [InlineData("""{"kind":"delay","seconds":1}""", "seconds", "it knows milliseconds")]
    [InlineData("""{"kind":"delay","probability":0}""", "probability", "to 1")]
    [InlineData("""{"kind":"delay","at":"noon"}""", "at", "a time with an offset")]
    [InlineData("""{"kind":"delay","at":"2026-01-05T15:00:00"}""", "at", "a time with an offset")]
    [InlineData("""{"kind":"delay","at":"2026-01-05T15:00:00Z","after":3}""", "after", "either at or after")]
    [InlineData("""{"kind":"stream-close","code":1005.5}""", "code", "a whole number from 1000 to 1011")]
    [InlineData("""{"kind":"missing-field"}""", "field", "a text")]
    [InlineData("""{"kind":"rate-limit","headers":"yes"}""", "headers", "true or false")]
    [InlineData("""[{"kind":"outage"},{"kind":"outage","side":"up"}]""", "[1].side", "buy, sell")]
    [InlineData("\"outage\"", "the body", "an object with a kind")]
    public async Task Refuses_what_it_does_not_understand_and_says_what_is_allowed(string fault, string path, string allowed)
    {
        var (status, body) = await bench.Client.Post("/sim/faults", fault);

        Assert.Equal(400, status);
        Assert.Equal(path, body!["problems"]![0]!["path"].Text());
        Assert.Contains(allowed, body["problems"]![0]!["allowed"].Text(), StringComparison.Ordinal);
        Assert.Empty((await bench.Client.Get("/sim/faults")).AsArray());
    }

    [Fact]
    public async Task Says_that_a_body_is_not_json() => Assert.Equal(400, (await bench.Client.Post("/sim/faults", "{")).Status);

    [Fact]
    public async Task Explains_every_kind_with_its_parameters()
    {
        var kinds = await bench.Client.Get("/sim/faults/kinds");

        var delay = kinds["kinds"]!.AsArray().Single(kind => kind!["kind"].Text() == "delay")!;
        Assert.Equal(("reply", "milliseconds"), (delay["family"].Text(), delay["parameters"]![0]!["name"].Text()));
        Assert.All(kinds["kinds"]!.AsArray(), kind => Assert.NotEmpty(kind!["summary"].Text()));
        Assert.Contains(kinds["trigger"]!.AsArray(), parameter => parameter!["name"].Text() == "probability");
    }

    [Fact]
    public async Task Tells_what_is_armed_and_how_often_it_happened()
    {
        var id = await bench.ArmAsync("""{"kind":"error-before-booking","method":"GET","path":"/v2/positions","count":2,"skip":1}""");
        var later = await bench.ArmAsync("""{"kind":"outage","path":"/v2/positions","after":3600}""");

        var statuses = new List<int>();
        for (var call = 0; call < 4; call++) statuses.Add((await bench.Client.Call(HttpMethod.Get, "/v2/positions")).Status);

        Assert.Equal([200, 503, 503, 200], statuses);
        var (armed, waiting) = (await Of(id), await Of(later));
        Assert.Equal(("spent", 2, 3), (armed["state"].Text(), armed["fired"]!.GetValue<int>(), armed["occasions"]!.GetValue<int>()));
        Assert.Equal(("armed", "2026-01-05T16:00:00Z"), (waiting["state"].Text(), waiting["from"].Text()));
        Assert.Equal(204, (await bench.Client.Call(HttpMethod.Delete, "/sim/faults/" + later)).Status);
        Assert.Equal(404, (await bench.Client.Call(HttpMethod.Delete, "/sim/faults/" + later)).Status);
        await bench.ClearAsync();
        Assert.Empty((await bench.Client.Get("/sim/faults")).AsArray());

        async Task<JsonNode> Of(string name) => (await bench.Client.Get("/sim/faults")).AsArray().Single(fault => fault!["id"].Text() == name)!;
    }

    [Fact]
    public async Task Draws_the_same_chance_for_the_same_seed()
    {
        Assert.Equal(await Statuses(5), await Statuses(5));
        Assert.NotEqual(await Statuses(5), await Statuses(6));

        async Task<string> Statuses(int seed)
        {
            await bench.ClearAsync();
            await bench.ArmAsync($$"""{"kind":"error-before-booking","method":"GET","path":"/v2/positions","probability":0.5,"seed":{{seed}}}""");
            var statuses = new List<int>();
            for (var call = 0; call < 24; call++) statuses.Add((await bench.Client.Call(HttpMethod.Get, "/v2/positions")).Status);
            Assert.Contains(503, statuses);
            Assert.Contains(200, statuses);
            return string.Join(' ', statuses);
        }
    }

    [Fact]
    public async Task Lets_faults_happen_together()
    {
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync("""{"kind":"delay","milliseconds":50}""");
        await bench.ArmAsync("""{"kind":"drop-after-booking","status":504,"body":"empty"}""");
        var extra = await bench.ArmAsync("""{"kind":"error-before-booking"}""");

        Assert.Equal((504, null), await bench.BuyAsync(symbol, "together"));

        Assert.Equal("filled", await bench.StatusAsync("together"));
        Assert.Equal(0, await bench.FiredAsync(extra));
    }

    [Fact]
    public async Task Happens_only_to_what_its_filter_lets_through()
    {
        var (struck, spared) = (bench.FreshSymbol(), bench.FreshSymbol());
        var id = await bench.ArmAsync($$"""{"kind":"error-before-booking","symbol":"{{struck}}","side":"buy","order_class":"bracket","client_order_id":"only-"}""");
        var stranger = await bench.ArmAsync("""{"kind":"outage","client":"somebody-else"}""");

        Assert.Equal(200, (await bench.BuyAsync(spared, "only-spared")).Status);
        Assert.Equal(200, (await bench.BuyAsync(struck, "other-struck")).Status);
        var other = bench.FreshSymbol();
        Assert.Equal(200, (await bench.BuyAsync(other, "only-other")).Status);
        await bench.Client.Call(HttpMethod.Delete, "/v2/orders");
        Assert.Equal(503, (await bench.BuyAsync(struck, "only-struck")).Status);

        Assert.Equal((1, 0), (await bench.FiredAsync(id), await bench.FiredAsync(stranger)));
    }
}
