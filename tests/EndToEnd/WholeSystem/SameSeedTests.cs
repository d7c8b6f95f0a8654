using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class SameSeedTests
{
    private const int EnoughBars = 4;

    [Fact]
    public async Task Two_fresh_runs_with_one_seed_publish_the_same_signals()
    {
        var first = await SignalsOfARunAsync();
        var second = await SignalsOfARunAsync();

        // The newest bar of a run may still lack signals of other symbols.
        var both = first.Max(Bar) < second.Max(Bar) ? first.Max(Bar) : second.Max(Bar);
        var expected = first.Where(signal => Bar(signal) < both).Select(Describe).Order(StringComparer.Ordinal).ToList();
        Assert.True(expected.Count >= EnoughBars - 1, $"only {expected.Count} signals up to {both:O}");
        Assert.Equal(expected, second.Where(signal => Bar(signal) < both).Select(Describe).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<JsonNode>> SignalsOfARunAsync()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--without", "buyer", "monitor", "seller", "--speed", "240", "--seed", "11")).EndedWith(0);
        IReadOnlyList<JsonNode> signals = [];
        await Eventually.Holds(
            $"signals of {EnoughBars} bars",
            async () => (signals = [.. (await pipeline.SignalsAsync(1)).Select(line => line["data"]!)]).Select(Bar).Distinct().Count() >= EnoughBars,
            PipelineUnderTest.Patience,
            () => $"{signals.Select(Bar).Distinct().Count()} bars");
        return signals;
    }

    private static DateTimeOffset Bar(JsonNode signal) => signal["bar"]!["start"]!.GetValue<DateTimeOffset>();

    private static string Describe(JsonNode signal) => $"{signal["id"]} {signal["score"]}";
}
