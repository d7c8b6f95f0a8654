using System.Net.Http.Json;
using Pipeline.Tests.TestKit;
using Xunit.Abstractions;
using static Pipeline.Tests.EndToEnd.WholeSystem.VenueLog;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class FractionTradingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Parts_of_shares_are_bought_protected_and_sold_by_polled_bars_though_buyer_and_seller_are_killed()
    {
        await using var pipeline = new PipelineUnderTest();
        pipeline.Environment["PIPELINE__Buyer__Fractions"] = "true";
        pipeline.Environment["PIPELINE__Scanner__Mode"] = "poll";
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--speed", "60", "--seed", "3")).EndedWith(0);
        using var venue = await pipeline.VenueAsync();

        var bought = await SimpleEntrySystem.FirstPurchaseAsync(venue);
        Assert.Equal(("simple", "limit", "day"), (Text(bought, "class"), Text(bought, "type"), Text(bought, "time_in_force")));
        Assert.NotEqual(decimal.Truncate(Number(bought, "quantity")), Number(bought, "quantity"));
        await KeepBarsBackAsync(venue);
        await SimpleEntrySystem.KillAndWaitAsync(pipeline, "buyer", "seller");
        var (covered, stop) = await SimpleEntrySystem.StopAsync(venue, "stop");
        Assert.Equal(("simple", "day"), (Text(stop, "class"), Text(stop, "time_in_force")));
        Assert.Equal(Number(covered, "filled_quantity"), Number(stop, "quantity"));

        await NoticedWhenBarsDoNotComeAsync(pipeline, venue);
        await SimpleEntrySystem.LeaveAndSettleAsync(pipeline, venue, atLeast: 1);
        output.WriteLine(await SimpleEntrySystem.LongestBareAsync(venue));
    }

    private static async Task KeepBarsBackAsync(HttpClient venue)
    {
        var refusal = new { kind = "error-before-booking", method = "GET", path = "/v2/stocks/bars", status = 403, for_machine = 600 };
        (await venue.PostAsJsonAsync("/sim/faults", refusal)).EnsureSuccessStatusCode();
    }

    private static async Task NoticedWhenBarsDoNotComeAsync(PipelineUnderTest pipeline, HttpClient venue)
    {
        await Eventually.Holds("the scanner to be unhealthy without bars", () => Scanner(pipeline) == "unhealthy", PipelineUnderTest.Patience, () => Scanner(pipeline));
        (await venue.DeleteAsync(new Uri("/sim/faults", UriKind.Relative))).EnsureSuccessStatusCode();
        await Eventually.Holds("the scanner to be ready with bars", () => Scanner(pipeline) == "ready", PipelineUnderTest.Patience, () => Scanner(pipeline));
    }

    private static string Scanner(PipelineUnderTest pipeline) => PipelineUnderTest.Line(pipeline.StatusFile(), "scanner")?["state"]?.GetValue<string>() ?? "none";
}
