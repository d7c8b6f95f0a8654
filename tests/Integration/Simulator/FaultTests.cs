using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class FaultTests
{
    [Fact]
    public async Task Misbehaves_on_request_and_only_so_often()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "20", "--partial-fills", "0");
        using var client = simulator.Client();
        var symbols = (await client.Get("/v2/assets")).AsArray().Select(asset => asset!["symbol"].Text()).ToList();

        await client.Post("/sim/faults", """{"kind":"error-before-booking","count":1}""");
        Assert.Equal(503, (await Send(0, "before")).Status);
        Assert.Equal(404, (await client.Call(HttpMethod.Get, "/v2/orders:by_client_order_id?client_order_id=before")).Status);

        await client.Post("/sim/faults", """{"kind":"drop-after-booking","count":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(1, "dropped"));
        Assert.Equal("filled", (await client.Get("/v2/orders:by_client_order_id?client_order_id=dropped"))["status"].Text());

        await client.Post("/sim/faults", """{"kind":"drop-after-booking","status":504,"count":1}""");
        Assert.Equal(504, (await Send(2, "timeout")).Status);
        Assert.Equal("filled", (await client.Get("/v2/orders:by_client_order_id?client_order_id=timeout"))["status"].Text());

        await client.Post("/sim/faults", """{"kind":"delay","milliseconds":300,"count":1}""");
        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(200, (await Send(3, "slow")).Status);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(290));

        await client.Post("/sim/faults", """{"kind":"partial-fill","count":1}""");
        Assert.Equal(200, (await Send(4, "partial")).Status);
        Assert.Equal("partially_filled", (await client.Get("/v2/orders:by_client_order_id?client_order_id=partial"))["status"].Text());

        await using var stream = await StreamClient.AuthenticatedAsync(simulator, "/v2/iex");
        await client.Post("/sim/faults", """{"kind":"disconnect-streams"}""");
        await Eventually.Holds("the stream to be cut", () => stream.IsOver);
        await using var again = await StreamClient.AuthenticatedAsync(simulator, "/v2/iex");
        Assert.Equal(400, (await client.Post("/sim/faults", """{"kind":"earthquake"}""")).Status);

        async Task<(int Status, System.Text.Json.Nodes.JsonNode? Body)> Send(int index, string id) =>
            await client.Post("/v2/orders", JsonCalls.Bracket(symbols[index], await client.Price(symbols[index]), id));
    }

    [Fact]
    public async Task Lets_no_foreign_host_name_reach_the_switches()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--symbols", "1");
        using var client = simulator.Client();
        client.DefaultRequestHeaders.Host = "attacker.example";

        Assert.Equal(403, (await client.Call(HttpMethod.Post, "/sim/clock/start", "")).Status);
    }

    [Fact]
    public async Task Limits_requests_by_machine_time()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--symbols", "1", "--rate-limit", "5");
        using var client = simulator.Client();
        var statuses = new List<int>();
        for (var request = 0; request < 12; request++) statuses.Add((await client.Call(HttpMethod.Get, "/v2/positions")).Status);

        // The minute may turn once in between; eleven requests never fit.
        Assert.Contains(429, statuses);
        Assert.Equal(200, statuses[0]);
    }
}
