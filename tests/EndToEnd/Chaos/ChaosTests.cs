using System.Text.Json.Nodes;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Chaos;

[Collection(AloneCollection.Name)]
public sealed class ChaosTests
{
    private static readonly string[] MustBeZero =
        ["duplicates", "oversells", "overspends", "positionsLost", "positionsInvented", "unknownOrders", "ledgerMismatches", "missingEvents"];

    [Fact]
    public async Task Twenty_kills_do_no_harm()
    {
        await using var pipeline = new PipelineUnderTest();
        using var folder = new TemporaryHome();
        pipeline.Environment["TMPDIR"] = folder.Directory;

        var run = await pipeline.RunAsync("chaos", "--kills", "20", "--seed", "4", "--json");

        var verdict = run.JsonLines is [.., var last] ? last : null;
        Assert.True(run.ExitCode == 0 && verdict?["verdict"]?.GetValue<string>() == "pass", $"{run.Output}\n{run.Error}");
        Assert.Equal((4ul, 20), (verdict!["seed"]!.GetValue<ulong>(), verdict["kills"]!.GetValue<int>()));
        Assert.All(MustBeZero, figure => Assert.Equal(0, verdict[figure]!.GetValue<int>()));
        Assert.InRange(verdict["maxUnprotectedMs"]!.GetValue<long>(), 0, 5_000);
        Assert.True(verdict["trades"]!.GetValue<int>() > 0, "A run without a trade proves nothing.");
        Assert.Empty(Directory.GetDirectories(folder.Directory, "pipeline-chaos-*"));
    }
}
