using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class SurvivalTests
{
    [Fact]
    public async Task Keeps_account_orders_clock_and_ids_through_sigkill()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--start-at", "2026-01-05T15:00:00Z", "--symbols", "20", "--partial-fills", "0");
        using var before = simulator.Client();
        var symbol = (await before.Get("/v2/assets"))[0]!["symbol"].Text();
        await before.Call(HttpMethod.Patch, "/v2/account/configurations", """{"no_shorting":true,"max_margin_multiplier":"1"}""");
        await before.Post("/v2/orders", JsonCalls.Bracket(symbol, await before.Price(symbol), "survivor"));
        var position = (await before.Get("/v2/positions/" + symbol))["avg_entry_price"].Text();
        var order = (await before.Get("/v2/orders:by_client_order_id?client_order_id=survivor")).ToJsonString();
        var fills = (await before.Get("/v2/account/activities")).ToJsonString();
        var clock = (await before.Get("/sim/clock"))["time"]!.GetValue<DateTimeOffset>();

        await simulator.KillAsync();
        await File.AppendAllTextAsync(Path.Combine(simulator.Home, "journal.jsonl"), """[{"sequence":"99","at":"2026-01-0""");
        await simulator.RestartAsync();

        using var after = simulator.Client();
        Assert.Equal(position, (await after.Get("/v2/positions/" + symbol))["avg_entry_price"].Text());
        Assert.Equal(order, (await after.Get("/v2/orders:by_client_order_id?client_order_id=survivor")).ToJsonString());
        Assert.Equal(fills, (await after.Get("/v2/account/activities")).ToJsonString());
        var configuration = await after.Get("/v2/account/configurations");
        Assert.Equal((true, "1"), (configuration["no_shorting"]!.GetValue<bool>(), configuration["max_margin_multiplier"].Text()));
        Assert.True((await after.Get("/sim/clock"))["time"]!.GetValue<DateTimeOffset>() >= clock.AddSeconds(-2));
        Assert.Equal(2, (await after.Get("/sim/clock"))["generation"]!.GetValue<int>());
        Assert.Equal("client_order_id must be unique", (await after.Post("/v2/orders", JsonCalls.Bracket(symbol, 10m, "survivor"))).Body!["message"].Text());
    }

    [Fact]
    public async Task Tells_after_sigkill_when_the_machine_wrote_each_event_and_goes_on_from_there()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--start-at", "2026-01-05T15:00:00Z", "--symbols", "5", "--speed", "120");
        using var before = simulator.Client();
        var symbol = (await before.Get("/v2/assets"))[0]!["symbol"].Text();
        await before.Post("/v2/orders", JsonCalls.Bracket(symbol, await before.Price(symbol), "stamped"));
        await simulator.KillAsync();
        await simulator.RestartAsync();

        using var after = simulator.Client();
        await after.Post("/v2/orders", JsonCalls.Bracket(symbol, await after.Price(symbol), "stamped-2"));
        var events = (await after.GetStringAsync(new Uri("/sim/events", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var machine = events.Select(told => told["machine_time"]!.GetValue<DateTimeOffset>()).ToList();
        var venue = events.Select(told => told["at"]!.GetValue<DateTimeOffset>()).ToList();
        Assert.Equal(machine.Order(), machine);
        Assert.Equal(venue.Order(), venue);
        Assert.InRange(machine[^1] - machine[0], TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5));
        var newest = await after.GetStringAsync(new Uri($"/sim/events?after={events.Count - 1}", UriKind.Relative));
        Assert.StartsWith($"{{\"sequence\":\"{events.Count}\"", newest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_time_go_on_after_sigkill_and_stand_after_an_orderly_end()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--symbols", "5");
        using (var client = simulator.Client()) await client.Call(HttpMethod.Post, "/sim/clock/start");
        await simulator.KillAsync();
        await simulator.RestartAsync();
        using (var client = simulator.Client()) Assert.True((await client.Get("/sim/clock"))["running"]!.GetValue<bool>());

        await simulator.TerminateAsync();
        await simulator.RestartAsync();
        using var held = simulator.Client();
        Assert.False((await held.Get("/sim/clock"))["running"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Ends_with_zero_when_asked_to_although_streams_are_open()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--symbols", "5");
        await using var stream = await StreamClient.AuthenticatedAsync(simulator, "/v2/iex");

        Assert.Equal(0, await simulator.TerminateAsync());
    }

    [Fact]
    public async Task Gives_the_same_events_for_the_same_seed_and_requests()
    {
        Assert.Equal(await Events(), await Events());

        static async Task<string> Events()
        {
            await using var simulator = await SimulatorProcess.StartAsync("--hold", "--seed", "9", "--symbols", "10", "--start-at", "2026-01-05T15:00:00Z", "--partial-fills", "0.5");
            using var client = simulator.Client();
            foreach (var asset in (await client.Get("/v2/assets?asset_class=us_equity")).AsArray())
            {
                var symbol = asset!["symbol"].Text();
                await client.Post("/v2/orders", JsonCalls.Bracket(symbol, await client.Price(symbol), "same-" + symbol));
            }

            return await client.EventsWithoutMachineTimes();
        }
    }

    [Fact]
    public async Task Jumps_over_the_night_and_tells_by_its_generation()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--start-at", "2026-01-05T20:59:00Z", "--symbols", "5", "--speed", "600");
        using var client = simulator.Client();

        await Eventually.Holds("the next morning", async () => (await client.Get("/sim/clock"))["time"]!.GetValue<DateTimeOffset>().Day == 6);

        var clock = await client.Get("/sim/clock");
        Assert.InRange(clock["time"]!.GetValue<DateTimeOffset>(), new DateTimeOffset(2026, 1, 6, 14, 25, 0, TimeSpan.Zero), new DateTimeOffset(2026, 1, 6, 15, 25, 0, TimeSpan.Zero));
        Assert.Equal(2, clock["generation"]!.GetValue<int>());
    }
}
