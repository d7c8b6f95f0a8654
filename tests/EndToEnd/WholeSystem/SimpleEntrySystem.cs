using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;
using static Pipeline.Tests.EndToEnd.WholeSystem.VenueLog;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>What a whole system that enters without brackets goes through alike, whatever it trades.</summary>
public static class SimpleEntrySystem
{
    /// <summary>Waits for an order that bought something.</summary>
    public static async Task<JsonNode> FirstPurchaseAsync(HttpClient venue)
    {
        JsonNode? bought = null;
        await Eventually.Holds(
            "a first purchase",
            async () => (bought = (await VenueLog.ReadAsync(venue)).Buys.FirstOrDefault(order => Number(order, "filled_quantity") > 0)) is not null,
            PipelineUnderTest.Patience);
        return bought!;
    }

    /// <summary>Waits for a stop of a kind that rests, or rested, and for whose purchase it did.</summary>
    public static async Task<(JsonNode Bought, JsonNode Stop)> StopAsync(HttpClient venue, string type)
    {
        JsonNode? stop = null;
        await Eventually.Holds(
            $"a {type} order", async () => (stop = (await VenueLog.ReadAsync(venue)).Sells.FirstOrDefault(order => Text(order, "type") == type)) is not null, PipelineUnderTest.Patience);
        return ((await VenueLog.ReadAsync(venue)).Buys.First(order => Text(order, "symbol") == Text(stop!, "symbol") && Number(order, "filled_quantity") > 0), stop!);
    }

    public static async Task KillAndWaitAsync(PipelineUnderTest pipeline, params string[] stages)
    {
        var status = await pipeline.StatusAsync();
        var before = stages.ToDictionary(stage => stage, stage => PipelineUnderTest.Pid(status, stage));
        foreach (var pid in before.Values)
            ProcessSignal.Kill(pid);
        await Eventually.Holds(
            $"{string.Join(" and ", stages)} to be ready again",
            () => before.All(killed => PipelineUnderTest.IsReady(pipeline.StatusFile(), killed.Key) && PipelineUnderTest.Pid(pipeline.StatusFile()!, killed.Key) != killed.Value),
            PipelineUnderTest.Patience,
            () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
    }

    /// <summary>Waits for closed trades, has everything left, and holds what the trades say they earned against what the exchange booked.</summary>
    public static async Task<IReadOnlyList<JsonNode>> LeaveAndSettleAsync(PipelineUnderTest pipeline, HttpClient venue, int atLeast)
    {
        IReadOnlyList<JsonNode> trades = [];
        await Eventually.Holds(
            $"{atLeast} trades", async () => (trades = (await pipeline.RunAsync("trades", "--json")).EndedWith(0).JsonLines).Count >= atLeast, PipelineUnderTest.Patience, () => $"{trades.Count}");
        (await pipeline.RunAsync("flatten")).EndedWith(0);
        var purchases = 0;
        await Eventually.Holds(
            "a trade for each purchase, and nothing held",
            async () =>
            {
                purchases = (await VenueLog.ReadAsync(venue)).Buys.Count(order => Number(order, "filled_quantity") > 0);
                trades = (await pipeline.RunAsync("trades", "--json")).EndedWith(0).JsonLines;
                return trades.Count == purchases && (await pipeline.RunAsync("positions", "--json")).EndedWith(0).JsonLines.Count == 0;
            },
            PipelineUnderTest.Patience,
            () => $"{purchases} purchases, trades: {string.Join('\n', trades.Select(trade => trade.ToJsonString()))}");

        var log = await VenueLog.ReadAsync(venue);
        log.NothingTwice();
        Assert.All(log.Orders, order => Assert.Contains(Text(order, "status"), (string[])["filled", "canceled", "expired", "rejected", "replaced"]));
        Assert.Equal(decimal.Round(log.Earned, 6), decimal.Round(trades.Sum(trade => Number(trade, "profit")), 6));
        return trades;
    }

    /// <summary>For the log of a run: how long something was held before its stop rested, the longest of all.</summary>
    public static async Task<string> LongestBareAsync(HttpClient venue)
    {
        var log = await VenueLog.ReadAsync(venue);
        return string.Create(CultureInfo.InvariantCulture, $"longest from a purchase to its resting stop: {log.LongestBare?.TotalMilliseconds:0} ms of machine time");
    }
}
