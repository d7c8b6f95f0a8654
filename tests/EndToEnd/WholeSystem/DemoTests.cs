using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class DemoTests
{
    [Fact]
    public async Task A_demo_prints_a_line_for_each_trade_and_a_summary_and_leaves_nothing_behind()
    {
        await using var pipeline = new PipelineUnderTest();
        var lines = (await pipeline.RunAsync("demo", "--json", "--trades", "2", "--speed", "120", "--seed", "7")).EndedWith(0).JsonLines;

        Assert.Equal(["trade", "trade", "summary"], lines.Select(line => line["type"]!.GetValue<string>()));
        string[] fields = ["signalId", "strategy", "symbol", "quantity", "entryPrice", "exitPrice", "entryAt", "exitAt", "exitReason", "profit"];
        foreach (var trade in lines.Take(2))
        {
            Assert.All(fields, field => Assert.NotNull(trade[field]));
            Assert.True(trade["exitAt"]!.GetValue<DateTimeOffset>() > trade["entryAt"]!.GetValue<DateTimeOffset>(), trade.ToJsonString());
        }

        Assert.Equal((2, 7), (lines[2]["trades"]!.GetValue<int>(), lines[2]["seed"]!.GetValue<int>()));
        Assert.Empty(pipeline.Living());
    }

    [SharedDataFact]
    public async Task A_demo_on_recorded_bars_hears_bars_while_time_passes()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--without", "buyer", "monitor", "seller", "--bars", SharedData.Directory, "--speed", "240")).EndedWith(0);
        using var venue = await pipeline.VenueAsync();
        var began = await VenueTimeAsync(venue);

        await Eventually.Holds("bars of two minutes on MARKET", async () =>
            (await pipeline.RunAsync("replay", "MARKET", "--subject", "market.bar.>", "--json")).EndedWith(0)
                .JsonLines.Select(line => line["data"]!["bar"]!["start"]!.GetValue<DateTimeOffset>()).Distinct().Count() >= 2, PipelineUnderTest.Patience);
        Assert.True(await VenueTimeAsync(venue) > began.AddMinutes(1));
    }

    private static async Task<DateTimeOffset> VenueTimeAsync(HttpClient venue) =>
        JsonNode.Parse(await venue.GetStringAsync("/sim/clock"))!["time"]!.GetValue<DateTimeOffset>();
}
