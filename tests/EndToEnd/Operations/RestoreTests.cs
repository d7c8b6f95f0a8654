using Pipeline.Tests.EndToEnd.State;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Operations;

[Collection(WholeSystemCollection.Name)]
public sealed class RestoreTests
{
    private static readonly string[] Start = ["start", "--detach", "--speed", "60", "--seed", "3"];

    [Fact]
    public async Task Restored_into_an_empty_home_it_waits_halted_agrees_with_the_venue_and_trades_on()
    {
        using var folder = new TemporaryHome();
        var file = folder.Path("demo.backup");
        await using (var lost = new PipelineUnderTest())
        {
            (await lost.RunAsync([.. Start, "--fresh"])).EndedWith(0);
            using var before = await lost.VenueAsync();
            var account = new VenueAccount(lost, before);
            await Eventually.Holds("a first position", async () => (await account.PositionsAsync()).Count > 0, PipelineUnderTest.Patience);
            (await lost.RunAsync("backup", file)).EndedWith(0);
            Assert.NotEmpty((await lost.RunAsync("replay", "EVENTS", "--subject", "event.orchestrator.backup_made", "--json")).EndedWith(0).JsonLines);
            (await lost.RunAsync("restore", file)).EndedWith(5);
        }

        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("restore", file, "--check")).EndedWith(0);
        (await pipeline.RunAsync("restore", file)).EndedWith(0);
        (await pipeline.RunAsync(Start)).EndedWith(0);
        await IsAsync(pipeline, "halted");
        Assert.Contains("restored from demo.backup", pipeline.StatusFile()!["tradingReason"]!.GetValue<string>(), StringComparison.Ordinal);
        using var client = await pipeline.VenueAsync();
        var venue = new VenueAccount(pipeline, client);
        var bought = await venue.BuysAsync();
        await venue.AgreesAsync();

        await Eventually.Holds("the resume to be granted", async () => (await pipeline.RunAsync("resume")).ExitCode == 0, PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "");
        await IsAsync(pipeline, "active");
        await Eventually.Holds("an entry after the resume", async () => await venue.BuysAsync() > bought, PipelineUnderTest.Patience);
        await venue.ClockAsync("pause");
        await venue.AgreesAsync();
        await venue.IsCoveredAsync();
    }

    private static Task IsAsync(PipelineUnderTest pipeline, string state) => Eventually.Holds(
        $"trading to be {state}", () => pipeline.StatusFile()?["tradingState"]?.GetValue<string>() == state, PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
}
