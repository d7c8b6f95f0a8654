using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Operations;

[Collection(AloneCollection.Name)]
public sealed class RollingRestartTests
{
    private static readonly string[] MustBeZero =
        ["duplicates", "oversells", "overspends", "positionsLost", "positionsInvented", "unknownOrders", "ledgerMismatches", "missingEvents", "kills", "faults"];

    [Fact]
    public async Task Restarting_all_stages_one_after_the_other_while_they_trade_loses_and_doubles_nothing()
    {
        await using var pipeline = new PipelineUnderTest();
        using var folder = new TemporaryHome();
        pipeline.Environment["TMPDIR"] = folder.Directory;

        var run = await pipeline.RunAsync("chaos", "--restarts", "1", "--seed", "4", "--json");

        var verdict = run.JsonLines is [.., var last] ? last : null;
        Assert.True(run.ExitCode == 0 && verdict?["verdict"]?.GetValue<string>() == "pass", $"{run.Output}\n{run.Error}");
        Assert.All(MustBeZero, figure => Assert.Equal(0, verdict![figure]!.GetValue<int>()));
        Assert.InRange(verdict!["maxUnprotectedMs"]!.GetValue<long>(), 0, 5_000);
        Assert.True(verdict["trades"]!.GetValue<int>() > 0, "A run without a trade proves nothing.");
    }
}
