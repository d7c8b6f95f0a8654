using System.Text.Json.Nodes;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.State;

/// <summary>Limits and parameters are changed while everything trades.</summary>
[Collection(WholeSystemCollection.Name)]
public sealed class ConfigurationTests
{
    [Fact]
    public async Task Settings_change_while_trading_each_decision_names_those_it_was_made_under_and_a_restart_keeps_them()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--speed", "60", "--seed", "3")).EndedWith(0);
        var first = RevisionOf(await pipeline.StatusAsync(), "buyer")!;

        var set = (await pipeline.RunAsync("config", "set", "buyer:maxpositions=2", "Scanner:Threshold=60")).EndedWith(0);
        Assert.Contains("Buyer:MaxPositions: (default) -> 2", set.Output, StringComparison.Ordinal);
        foreach (var stage in (string[])["scanner", "buyer", "monitor", "seller"])
            Assert.Contains($"{stage}: in force", set.Error, StringComparison.Ordinal);
        var second = (await pipeline.ReplayAsync("CONTROL", "control.configuration"))[0]["data"]!["revision"]!.GetValue<string>();
        Assert.NotEqual(first, second);
        await DecidedUnderAsync(pipeline, second);

        // Nothing of these is taken, and the good one of two is not taken either.
        (await pipeline.RunAsync("config", "set", "Buyer:MaxPositions=5", "Buyer:MaxSpread=9")).EndedWith(78).SaysInOneLine("Buyer:MaxSpread", "9");
        (await pipeline.RunAsync("config", "set", "Venue:TradingUrl=http://127.0.0.1:1")).EndedWith(77).SaysInOneLine("needs a restart");
        (await pipeline.RunAsync("config", "set", "Buyer:MaxPositions")).EndedWith(2).SaysInOneLine("KEY=VALUE");
        Assert.Single(await pipeline.ReplayAsync("CONTROL", "control.configuration"));

        (await pipeline.RunAsync("restart", "buyer")).EndedWith(0);
        var show = (await pipeline.RunAsync("config", "show")).EndedWith(0);
        Assert.Contains("Buyer:MaxPositions = 2   (set while running)", show.Output, StringComparison.Ordinal);
        Assert.Contains("buyer: has it in force", show.Error, StringComparison.Ordinal);
        Assert.Equal(second, RevisionOf(await pipeline.StatusAsync(), "buyer"));

        (await pipeline.RunAsync("config", "unset", "Buyer:MaxPositions", "Scanner:Threshold")).EndedWith(0);
        Assert.Equal(first, RevisionOf(await EventuallyAsync(pipeline, first), "buyer"));
        Assert.Contains("operator", (await pipeline.RunAsync("config", "history")).EndedWith(0).Output, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> EventuallyAsync(PipelineUnderTest pipeline, string revision)
    {
        JsonNode? status = null;
        await Eventually.Holds("the heartbeat with the revision", () => (status = pipeline.StatusFile()) is not null && RevisionOf(status, "buyer") == revision, PipelineUnderTest.Patience);
        return status!;
    }

    private static async Task DecidedUnderAsync(PipelineUnderTest pipeline, string revision)
    {
        IReadOnlyList<string> told = [];
        await Eventually.Holds(
            "a decision of the buyer under the new settings",
            async () => (told = [
                .. (await pipeline.ReplayAsync("ENTRIES", "entry.>")).Select(line => line["data"]!["facts"]!["configurationRevision"]!.GetValue<string>()),
                .. (await pipeline.ReplayAsync("EVENTS", "event.buyer.signal_refused")).Select(line => JsonNode.Parse(line["data"]!["facts"]!["decidedOn"]!.GetValue<string>())!["configurationRevision"]!.GetValue<string>()),
            ]).Contains(revision),
            PipelineUnderTest.Patience,
            () => string.Join(", ", told));
    }

    private static string? RevisionOf(JsonNode status, string process) => PipelineUnderTest.Line(status, process)?["configuration"]?.GetValue<string>();
}
