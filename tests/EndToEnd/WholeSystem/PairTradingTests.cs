using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;
using Xunit.Abstractions;
using static Pipeline.Tests.EndToEnd.WholeSystem.VenueLog;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class PairTradingTests(ITestOutputHelper output)
{
    /// <summary>A Saturday evening on which four pairs of this seed run within twenty minutes.</summary>
    private const string Seed = "5";
    private const string Saturday = "2026-01-10T22:40:00Z";

    [Fact]
    public async Task Pairs_are_bought_protected_and_sold_over_a_weekend_and_the_fee_in_kind_is_in_the_profit_though_buyer_and_seller_are_killed()
    {
        await using var pipeline = new PipelineUnderTest();
        pipeline.Environment["PIPELINE__Scanner__Crypto"] = "true";
        pipeline.Environment["PIPELINE__Buyer__Crypto"] = "true";
        pipeline.Environment["PIPELINE__Simulator__NoSkip"] = "true";
        pipeline.Environment["PIPELINE__Simulator__StartAt"] = Saturday;
        pipeline.Environment["PIPELINE__Simulator__Symbols"] = "20";
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--speed", "60", "--seed", Seed)).EndedWith(0);
        using var venue = await pipeline.VenueAsync();

        var bought = await SimpleEntrySystem.FirstPurchaseAsync(venue);
        Assert.Equal(("simple", "limit", "ioc"), (Text(bought, "class"), Text(bought, "type"), Text(bought, "time_in_force")));
        Assert.EndsWith("/USD", Text(bought, "symbol"), StringComparison.Ordinal);
        await SimpleEntrySystem.KillAndWaitAsync(pipeline, "buyer", "seller");
        var (covered, stop) = await SimpleEntrySystem.StopAsync(venue, "stop_limit");
        Assert.Equal(("simple", "gtc"), (Text(stop, "class"), Text(stop, "time_in_force")));
        Assert.True(Number(stop, "quantity") < Number(covered, "filled_quantity"), $"{stop} holds the fee of {covered} as well");

        var trades = await SimpleEntrySystem.LeaveAndSettleAsync(pipeline, venue, atLeast: 1);
        Assert.All(trades, trade => Assert.EndsWith("/USD", Text(trade, "symbol"), StringComparison.Ordinal));
        Assert.True(trades.All(trade => IsWeekend(trade, "entryAt") && IsWeekend(trade, "exitAt")), string.Join('\n', trades.Select(trade => trade.ToJsonString())));
        Assert.Empty(await pipeline.ReplayAsync("EVENTS", "event.monitor.reconcile_mismatch"));
        await NothingIsLeftAfterMidnightAsync(venue, pipeline);
        output.WriteLine(await SimpleEntrySystem.LongestBareAsync(venue));
    }

    private static bool IsWeekend(JsonNode trade, string name) => trade[name]!.GetValue<DateTimeOffset>().UtcDateTime.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>The venue books the fees at midnight (UTC): its positions go, and the book, which knows of the fees, does not follow once more.</summary>
    private static async Task NothingIsLeftAfterMidnightAsync(HttpClient venue, PipelineUnderTest pipeline)
    {
        (await venue.PostAsync(new Uri("/sim/clock/jump?seconds=86400", UriKind.Relative), null)).EnsureSuccessStatusCode();
        await Eventually.Holds(
            "the venue's booking of the fees", async () => JsonNode.Parse(await venue.GetStringAsync(new Uri("/v2/positions", UriKind.Relative)))!.AsArray().Count == 0, PipelineUnderTest.Patience);
        Assert.Empty((await pipeline.RunAsync("positions", "--json")).EndedWith(0).JsonLines);
    }
}
