using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;
using Xunit.Abstractions;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class SurvivalTests(ITestOutputHelper output)
{
    private static readonly string[] Everyone = ["nats-server", "simulator", "scanner", "buyer", "monitor", "seller"];
    private static readonly string[] Start = ["start", "--detach", "--speed", "120", "--seed", "3"];
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Everyone_comes_back_from_sigkill_and_the_book_still_equals_the_venue()
    {
        await using var pipeline = new PipelineUnderTest();
        var start = Stopwatch.StartNew();
        (await pipeline.RunAsync([.. Start, "--fresh"])).EndedWith(0);
        // Five seconds on a quiet machine; how busy this one is, the start of all together has shown.
        var within = start.Elapsed * 2 > BackWithin ? start.Elapsed * 2 : BackWithin;
        var status = await pipeline.StatusAsync();
        Assert.Equal(Everyone, status["processes"]!.AsArray().Select(line => line!["name"]!.GetValue<string>()));
        Assert.True(PipelineUnderTest.AllReady(status), status.ToJsonString());
        Assert.Contains("already runs", (await pipeline.RunAsync(Start)).EndedWith(5).Error, StringComparison.Ordinal);
        using var venue = await pipeline.VenueAsync();
        await Eventually.Holds("a first position", async () => (await VenuePositionsAsync(venue)).Count > 0, PipelineUnderTest.Patience);

        foreach (var process in Everyone)
            await KillAndWaitAsync(pipeline, process, within);

        await AgreeAsync(pipeline, venue);
        AssertNothingTwice(await venue.GetStringAsync("/sim/events"));
        await OutliveTheOrchestratorAsync(pipeline);

        (await pipeline.RunAsync("stop")).EndedWith(0);
        Assert.Empty(pipeline.Living());
        foreach (var server in (string[])["nats", "simulator"])
            Assert.False(await PipelineUnderTest.ListensAsync(status["endpoints"]![server]!.GetValue<string>()), $"{server} still listens");
        (await pipeline.RunAsync("status", "--json")).EndedWith(3);
    }

    private async Task KillAndWaitAsync(PipelineUnderTest pipeline, string process, TimeSpan within)
    {
        var before = PipelineUnderTest.Pid(await pipeline.StatusAsync(), process);
        var took = Stopwatch.StartNew();
        ProcessSignal.Kill(before);
        await Eventually.Holds(
            $"{process} to be ready again",
            () => PipelineUnderTest.IsReady(pipeline.StatusFile(), process) && PipelineUnderTest.Pid(pipeline.StatusFile()!, process) != before,
            within,
            () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process} was ready again {took.Elapsed.TotalSeconds:0.00} s after SIGKILL"));
        await Eventually.Holds(
            $"everyone to be ready after {process} was killed",
            () => PipelineUnderTest.AllReady(pipeline.StatusFile()),
            PipelineUnderTest.Patience,
            () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and everyone after {took.Elapsed.TotalSeconds:0.00} s"));
    }

    /// <summary>With the venue's time standing still, what is on its way arrives, and book and venue must say the same.</summary>
    private static async Task AgreeAsync(PipelineUnderTest pipeline, HttpClient venue)
    {
        (await venue.PostAsync(new Uri("/sim/clock/pause", UriKind.Relative), null)).EnsureSuccessStatusCode();
        var (held, booked) = ("", "");
        await Eventually.Holds(
            "the position book to equal the venue's positions",
            async () =>
            {
                held = Describe(await VenuePositionsAsync(venue));
                booked = Describe((await pipeline.RunAsync("positions", "--json")).EndedWith(0).JsonLines.ToDictionary(Symbol, position => Number(position, "quantity")));
                return held == booked;
            },
            PipelineUnderTest.Patience,
            () => $"venue: {held}; book: {booked}");
        (await venue.PostAsync(new Uri("/sim/clock/start", UriKind.Relative), null)).EnsureSuccessStatusCode();
    }

    private static void AssertNothingTwice(string events)
    {
        var told = events.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).Where(line => line["order"] is not null).ToList();
        var orders = told.Select(line => line["order"]!).GroupBy(order => order["id"]!.GetValue<string>()).Select(changes => changes.Last()).ToList();
        Assert.NotEmpty(orders);
        Assert.Empty(orders.GroupBy(order => order["client_order_id"]!.GetValue<string>()).Where(same => same.Count() > 1).Select(same => same.Key));
        // pl-<digest of the signal>-entry-<attempt>: a second attempt is allowed only where the first bought nothing.
        var bought = orders.Where(order => order["role"]?.GetValue<string>() == "entry" && Number(order, "filled_quantity") > 0);
        Assert.Empty(bought.GroupBy(order => order["client_order_id"]!.GetValue<string>().Split('-')[1]).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.DoesNotContain(told.Select(line => line["execution"]).OfType<JsonNode>(), execution => Number(execution, "position_quantity") < 0);
    }

    private static async Task OutliveTheOrchestratorAsync(PipelineUnderTest pipeline)
    {
        var before = await pipeline.StatusAsync();
        var orchestrator = before["orchestrator"]!["pid"]!.GetValue<int>();
        ProcessSignal.Kill(orchestrator);
        await Eventually.Holds("the orchestrator to be gone", async () => (await pipeline.StatusAsync())["orchestrator"] is null, PipelineUnderTest.Patience);

        (await pipeline.RunAsync(Start)).EndedWith(0);
        var after = await pipeline.StatusAsync();
        Assert.NotEqual(orchestrator, after["orchestrator"]!["pid"]!.GetValue<int>());
        Assert.Equal(Everyone.Select(process => PipelineUnderTest.Pid(before, process)), Everyone.Select(process => PipelineUnderTest.Pid(after, process)));
    }

    private static async Task<Dictionary<string, decimal>> VenuePositionsAsync(HttpClient venue) =>
        JsonNode.Parse(await venue.GetStringAsync("/v2/positions"))!.AsArray().ToDictionary(position => Symbol(position!), position => Number(position!, "qty"));

    private static string Symbol(JsonNode position) => position["symbol"]!.GetValue<string>();

    private static decimal Number(JsonNode node, string name) => decimal.Parse(node[name]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static string Describe(Dictionary<string, decimal> positions) =>
        string.Join(", ", positions.OrderBy(position => position.Key, StringComparer.Ordinal).Select(position => string.Create(CultureInfo.InvariantCulture, $"{position.Key} {position.Value:0.####}")));
}
