using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class StageByHandTests
{
    private static readonly string[] RunBuyer = ["run", "--profile", "demo"];
    private static readonly string[] DryRun = [.. RunBuyer, "--dry-run", "--once"];

    [Fact]
    public async Task A_stage_left_out_is_run_by_hand_beside_its_dry_runs_and_stopped_with_the_rest()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--without", "buyer", "--speed", "60", "--seed", "3")).EndedWith(0);
        Assert.Equal("stopped", PipelineUnderTest.Line(await pipeline.StatusAsync(), "buyer")!["state"]!.GetValue<string>());
        var signals = await pipeline.SignalsAsync(atLeast: 3);

        // Nothing is taken by looking: whoever comes later finds all of it.
        AssertAllDecided(signals, (await pipeline.RunProjectAsync("Buyer", DryRun)).EndedWith(0).JsonLines);
        using var buyer = pipeline.StartByHand("Buyer", RunBuyer);
        await Eventually.Holds("the buyer to be ready", () => PipelineUnderTest.IsReady(pipeline.StatusFile(), "buyer"), PipelineUnderTest.Patience, () => buyer.HasExited ? $"it ended with {buyer.ExitCode}" : "it runs");
        var line = PipelineUnderTest.Line(await pipeline.StatusAsync(), "buyer")!;
        Assert.Equal((buyer.Id, "hand"), (line["pid"]!.GetValue<int>(), line["startedBy"]!.GetValue<string>()));
        await pipeline.HandledAsync(signals);

        (await pipeline.RunProjectAsync("Buyer", RunBuyer)).EndedWith(5).SaysInOneLine("already runs", "--dry-run");
        AssertAllDecided(signals, (await pipeline.RunProjectAsync("Buyer", DryRun)).EndedWith(0).JsonLines);
        AssertAllDecided(signals, (await pipeline.RunAsync("replay", "SIGNALS", "--subject", "signal.buy.>", "--to", "buyer")).EndedWith(0).JsonLines);
        Assert.False(buyer.HasExited);

        (await pipeline.RunAsync("stop")).EndedWith(0);
        await Eventually.Holds("the buyer started by hand to be gone", () => buyer.HasExited);
        Assert.Empty(pipeline.Living());
    }

    private static void AssertAllDecided(IReadOnlyList<JsonNode> signals, IReadOnlyList<JsonNode> told)
    {
        string[] decisions = ["entry_decided", "signal_refused"];
        var decided = told.Where(line => decisions.Contains(line["type"]!.GetValue<string>())).Select(line => line["correlationId"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(signals.Select(signal => signal["data"]!["id"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal), decided);
    }
}
