using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>What is on the streams, through <c>replay --json</c>.</summary>
public static class StreamReading
{
    public static async Task<IReadOnlyList<JsonNode>> ReplayAsync(this PipelineUnderTest pipeline, string stream, string subject, params string[] more) =>
        (await pipeline.RunAsync(["replay", stream, "--subject", subject, "--json", .. more])).EndedWith(0).JsonLines;

    /// <summary>Waits for buy signals; those of the scanner, not what a test has made up.</summary>
    public static async Task<IReadOnlyList<JsonNode>> SignalsAsync(this PipelineUnderTest pipeline, int atLeast, params string[] more)
    {
        IReadOnlyList<JsonNode> signals = [];
        await Eventually.Holds(
            $"{atLeast} signals",
            async () => (signals = [.. (await pipeline.ReplayAsync("SIGNALS", "signal.buy.>", more)).Where(line => line["data"] is JsonObject)]).Count >= atLeast,
            PipelineUnderTest.Patience,
            () => $"{signals.Count}");
        return signals;
    }

    /// <summary>Waits until the buyer has told of each signal that it received it.</summary>
    public static async Task HandledAsync(this PipelineUnderTest pipeline, IReadOnlyList<JsonNode> signals)
    {
        var open = signals.Select(signal => signal["data"]!["id"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        await Eventually.Holds(
            "the buyer to handle the signals",
            async () =>
            {
                open.ExceptWith((await pipeline.ReplayAsync("EVENTS", "event.buyer.signal_received")).Select(told => told["data"]!["correlationId"]!.GetValue<string>()));
                return open.Count == 0;
            },
            PipelineUnderTest.Patience,
            () => $"not handled: {string.Join(", ", open)}");
    }
}
