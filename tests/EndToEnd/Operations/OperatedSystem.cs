using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Operations;

/// <summary>One running system for all that an operator does: its orchestrator was started in a terminal that is gone, with keys in the environment.</summary>
public sealed class OperatedSystem : IAsyncLifetime
{
    /// <summary>A live key's shape, and what no innocent text holds.</summary>
    public static readonly string[] Keys = ["AKOPERATED1234567890", "operatedSecretThatNobodyMayReadAnywhere0"];

    public PipelineUnderTest Pipeline { get; } = new();

    /// <summary>Where everyone sends figures; null where there is no Node.js.</summary>
    public ForeignCollector? Collector { get; private set; }

    public async Task InitializeAsync()
    {
        if (Node.IsThere)
        {
            Collector = await ForeignCollector.StartAsync();
            (Pipeline.Environment["PIPELINE__Metrics__OtlpEndpoint"], Pipeline.Environment["PIPELINE__Metrics__OtlpSeconds"]) = (Collector.Url, "1");
        }

        (Pipeline.Environment["APCA_API_KEY_ID"], Pipeline.Environment["APCA_API_SECRET_KEY"]) = (Keys[0], Keys[1]);
        Pipeline.StartWithoutTerminal("Orchestrator", "start", "--fresh", "--speed", "60", "--seed", "3");
        await Eventually.Holds("everyone to be ready", () => PipelineUnderTest.AllReady(Pipeline.StatusFile()), PipelineUnderTest.Patience, () => Pipeline.StatusFile()?.ToJsonString() ?? "no status");
    }

    public async Task DisposeAsync()
    {
        await Pipeline.DisposeAsync();
        if (Collector is not null)
            await Collector.DisposeAsync();
    }
}
