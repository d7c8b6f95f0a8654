using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>How long a stream waits for a client. Apart from the others, because it takes as long as the venue waits.</summary>
public sealed class StreamPatienceTests
{
    [Fact]
    public async Task Dismisses_a_client_that_never_says_its_keys_and_one_that_never_reads()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--hold", "--start-at", "2026-01-05T15:00:00Z", "--symbols", "3000", "--speed", "1000");
        using var client = simulator.Client();
        await using var silent = await StreamClient.ConnectAsync(simulator, "/v2/iex");
        await using var lazy = await StreamClient.AuthenticatedAsync(simulator, "/v2/sip");
        await lazy.Send("""{"action":"subscribe","quotes":["*"],"trades":["*"],"bars":["*"]}""");
        await lazy.Item("the confirmation", item => (string?)item["T"] == "subscription");
        lazy.StopReading();

        await client.Post("/sim/clock/start", "");

        // The place is free again once the slow client was dismissed.
        await Eventually.Holds("the place of the slow one", async () =>
        {
            await using var next = await StreamClient.ConnectAsync(simulator, "/v2/sip");
            await next.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
            var answer = await next.Item("an answer", item => (string?)item["msg"] != "connected");
            return (string?)answer["msg"] == "authenticated";
        }, TimeSpan.FromSeconds(30));
        await client.Post("/sim/clock/pause", "");
        lazy.GoOnReading();
        await Eventually.Holds("the end of the slow one", () => lazy.IsOver, TimeSpan.FromSeconds(30));
        await Eventually.Holds("auth timeout", () => silent.Received().Any(received => (int?)received.Message[0]!["code"] == 404), TimeSpan.FromSeconds(20));
        await Eventually.Holds("the end of the silent one", () => silent.IsOver);
    }
}
