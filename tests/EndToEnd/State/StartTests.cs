using Pipeline.Tests.EndToEnd.WholeSystem;

namespace Pipeline.Tests.EndToEnd.State;

[Collection(WholeSystemCollection.Name)]
public sealed class StartTests
{
    private static readonly string[] Everyone = ["nats-server", "simulator", "scanner", "buyer", "monitor", "seller"];

    [Fact]
    public async Task Two_orchestrators_on_one_home_start_nothing_twice()
    {
        await using var pipeline = new PipelineUnderTest();
        // Both look before either has taken the home: the lock decides, not the look.
        var both = await Task.WhenAll(pipeline.RunAsync("start", "--detach", "--seed", "3"), pipeline.RunAsync("start", "--detach", "--seed", "3"));

        Assert.Equal([0, 5], both.Select(one => one.ExitCode).Order());
        Assert.Contains("already runs", both.Single(one => one.ExitCode == 5).Error, StringComparison.Ordinal);
        var living = pipeline.Living();
        Assert.Equal(Everyone.Length + 1, living.Count);
    }
}
