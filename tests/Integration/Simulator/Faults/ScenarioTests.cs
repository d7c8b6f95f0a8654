using System.Text.Json.Nodes;
using Pipeline.Simulator.Faults.Input;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class ScenarioTests
{
    [Fact]
    public void The_scenarios_that_come_along_can_be_read()
    {
        var files = Directory.GetFiles(Shipped(""), "*.json");

        Assert.True(files.Length >= 3);
        Assert.All(files, file => Assert.NotEmpty(ScenarioReader.ReadFile(file).Faults));
    }

    [Fact]
    public async Task The_same_file_and_requests_make_the_same_events()
    {
        var (events, fired) = await PlayAsync();

        Assert.Equal((events, fired), await PlayAsync());
        Assert.Contains("\"rejected\"", events, StringComparison.Ordinal);
        Assert.Contains("\"price_shifted\"", events, StringComparison.Ordinal);

        static async Task<(string Events, string Fired)> PlayAsync()
        {
            await using var simulator = await SimulatorProcess.StartAsync("--hold", "--scenario", Shipped("rough-day.json"));
            using var client = simulator.Client();
            var symbols = (await client.Get("/v2/assets?asset_class=us_equity")).AsArray().Select(asset => asset!["symbol"].Text()).ToList();
            for (var round = 0; round < 40; round++)
            {
                await client.Call(HttpMethod.Post, "/sim/clock/jump?seconds=20");
                var symbol = symbols[round % symbols.Count];
                using var content = new StringContent(JsonCalls.Bracket(symbol, await client.Price(symbol), $"rough-{round}"));
                using var answer = await client.PostAsync(new Uri("/v2/orders", UriKind.Relative), content);
                if (round % 4 == 0) await client.Call(HttpMethod.Delete, "/v2/orders");
            }

            var faults = (await client.Get("/sim/faults")).AsArray();
            return (await client.EventsWithoutMachineTimes(), string.Join(' ', faults.Select(fault => $"{fault!["kind"]}={fault["fired"]}")));
        }
    }

    [Fact]
    public async Task Splits_overnight_once_even_when_the_simulator_dies_and_comes_back()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--scenario", Shipped("split-overnight.json"));
        using (var client = simulator.Client())
        {
            await client.Post("/v2/orders", JsonCalls.Bracket("BABB", await client.Price("BABB"), "overnight"));
            await client.Call(HttpMethod.Post, "/sim/clock/jump?seconds=1000");
            await client.Get("/v2/clock");
            await client.Call(HttpMethod.Post, "/sim/clock/jump?seconds=1");
            Assert.Equal("20", (await client.Get("/v2/positions/BABB"))["qty"].Text());
            Assert.Equal("10", (await client.Get("/v2/orders:by_client_order_id?client_order_id=overnight"))["legs"]![0]!["qty"].Text());
        }

        await simulator.KillAsync();
        await simulator.RestartAsync();
        using var again = simulator.Client();
        await again.Call(HttpMethod.Post, "/sim/clock/jump?seconds=5");

        Assert.Equal("20", (await again.Get("/v2/positions/BABB"))["qty"].Text());
        Assert.Equal("spent", (await again.Get("/sim/faults"))[0]!["state"].Text());
    }

    [Fact]
    public async Task Knows_the_half_day_and_fails_only_in_its_last_half_hour()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--scenario", Shipped("half-day-outage.json"), "--seed", "12");
        using var client = simulator.Client();

        Assert.Equal("2026-11-27T13:00:00-05:00", (await client.Get("/v2/clock"))["next_close"].Text());
        Assert.Equal(200, (await client.Call(HttpMethod.Get, "/v2/positions")).Status);
        await client.Call(HttpMethod.Post, "/sim/clock/jump?seconds=1520");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.Get("/v2/positions"));
        Assert.Contains("seed 12", (await client.Get("/sim/health"))["market"].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queues_for_the_open_across_the_change_to_daylight_saving_time()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--symbols", "5", "--start-at", "2026-03-06T21:00:00Z", "--partial-fills", "0");
        using var client = simulator.Client();
        var symbol = (await client.Get("/v2/assets?asset_class=us_equity"))[0]!["symbol"].Text();
        await client.Post("/v2/orders", $$"""{"symbol":"{{symbol}}","qty":"5","side":"buy","type":"market","time_in_force":"day","client_order_id":"queued"}""");
        Assert.Equal("accepted", await StatusAsync());

        await client.Call(HttpMethod.Post, "/sim/clock/jump?seconds=301");
        await client.Get("/v2/account");
        Assert.Equal("2026-03-09T09:25:00-04:00", (await client.Get("/v2/clock"))["timestamp"].Text());
        await client.Call(HttpMethod.Post, "/sim/clock/jump?seconds=302");

        Assert.Equal("filled", await StatusAsync());

        async Task<string> StatusAsync() => (await client.Get("/v2/orders:by_client_order_id?client_order_id=queued"))["status"].Text();
    }

    [Fact]
    public async Task Is_refused_as_a_whole_with_path_value_and_what_is_allowed()
    {
        using var home = new TemporaryHome();
        var file = home.Path("bad.json");
        await File.WriteAllTextAsync(file, """{"seed":-1,"wind":3,"faults":[{"kind":"outage"},{"kind":"delay","milliseconds":"soon"},{"kind":"storm"}]}""");

        var (code, error) = await SimulatorProcess.RunAsync("--home", home.Path("home"), "--scenario", file);

        Assert.Equal(78, code);
        Assert.All(
            ["seed is -1; allowed: a whole number from 0", "wind is 3; allowed: name", "faults[1].milliseconds is \"soon\"; allowed: a number from 0", "faults[2].kind is \"storm\"; allowed: account"],
            expected => Assert.Contains(expected, error, StringComparison.Ordinal));
        Assert.Equal(78, (await SimulatorProcess.RunAsync("--home", home.Path("home"), "--scenario", home.Path("none.json"))).ExitCode);
    }

    [Fact]
    public async Task Takes_the_place_of_what_was_armed_when_it_is_posted()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--symbols", "5", "--start-at", "2026-01-05T15:00:00Z");
        using var client = simulator.Client();
        await client.Post("/sim/faults", """{"kind":"outage"}""");

        var (status, body) = await client.Post("/sim/scenario", """{"name":"later","seed":4,"faults":[{"kind":"delay","after":10}]}""");

        Assert.Equal((200, "f1", "2026-01-05T15:00:10Z"), (status, body!["faults"]![0]!["id"].Text(), body["faults"]![0]!["from"].Text()));
        Assert.Equal("delay", (await client.Get("/sim/faults")).AsArray().Single()!["kind"].Text());
        var (refused, problems) = await client.Post("/sim/scenario", """{"start_at":"2026-01-05T15:00:00Z","faults":[{"kind":"storm"}]}""");
        Assert.Equal((400, "faults[0].kind"), (refused, problems!["problems"]![0]!["path"].Text()));
        Assert.Equal(400, (await client.Post("/sim/scenario", """{"start_at":"2026-01-05T15:00:00Z"}""")).Status);
    }

    private static string Shipped(string name) => RepositoryRoot.Path("shared", "Simulator", "Scenarios", name);
}
