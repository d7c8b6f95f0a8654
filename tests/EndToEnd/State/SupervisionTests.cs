using System.Diagnostics;
using System.Globalization;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;
using Xunit.Abstractions;

namespace Pipeline.Tests.EndToEnd.State;

[Collection(WholeSystemCollection.Name)]
public sealed class SupervisionTests(ITestOutputHelper output)
{
    // One of each kind: a stage that guards, one that does not, and both servers.
    private static readonly string[] Frozen = ["seller", "buyer", "simulator", "nats-server"];

    [Fact]
    public async Task Who_is_frozen_is_replaced_and_who_cannot_start_with_its_settings_says_so_and_stays_down()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--speed", "60", "--seed", "3")).EndedWith(0);
        foreach (var process in Frozen)
            await FreezeAsync(pipeline, process);

        await File.WriteAllTextAsync(pipeline.PathOf("pipeline.json"), """{ "Scanner": { "Lookbacks": 3 } }""");
        ProcessSignal.Kill(PipelineUnderTest.Pid(await pipeline.StatusAsync(), "scanner"));
        await Eventually.Holds(
            "the scanner to have failed",
            () => PipelineUnderTest.Line(pipeline.StatusFile(), "scanner")?["state"]?.GetValue<string>() == "failed",
            PipelineUnderTest.Patience,
            () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
        Assert.Contains("Scanner:Lookbacks", PipelineUnderTest.Line(pipeline.StatusFile(), "scanner")!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        await Eventually.Holds(
            "trading to be reducing", () => pipeline.StatusFile()?["tradingState"]?.GetValue<string>() == "reducing", PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "");
    }

    private async Task FreezeAsync(PipelineUnderTest pipeline, string process)
    {
        await Eventually.Holds("everyone to be ready", () => PipelineUnderTest.AllReady(pipeline.StatusFile()), PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "");
        var before = PipelineUnderTest.Pid(pipeline.StatusFile()!, process);
        var took = Stopwatch.StartNew();
        ProcessSignal.Pause(before);
        await Eventually.Holds(
            $"{process} to be replaced and ready",
            () => PipelineUnderTest.IsReady(pipeline.StatusFile(), process) && PipelineUnderTest.Pid(pipeline.StatusFile()!, process) != before,
            PipelineUnderTest.Patience,
            () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process} was replaced and ready {took.Elapsed.TotalSeconds:0.00} s after SIGSTOP"));
    }
}
