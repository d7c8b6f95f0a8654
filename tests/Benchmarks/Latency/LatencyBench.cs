using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>Signal by signal, each beside a sample of the floor, on the same nats-server and in the same minute.</summary>
internal static class LatencyBench
{
    private const int Told = 50;

    public static async Task<LatencyReport> RunAsync(int count, int warmUp, TextWriter progress, CancellationToken cancellationToken)
    {
        await progress.WriteLineAsync("Starting nats-server, the simulator and the buyer.");
        await using var system = new BuyerSystem { Settings = Settings(count + warmUp + 1) };
        await system.InitializeAsync();
        await using var floor = await FloorPath.StartAsync(system, cancellationToken);
        await using var buyer = await BuyerPath.StartAsync(system);
        var sizes = await buyer.BuyFirstAsync(system.Symbols[^1]);
        var (buyers, floors) = (new List<TimeSpan>(count), new List<TimeSpan>(count));
        for (var index = 0; index < warmUp + count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The floor comes before its signal, and what the last signal still causes has ended while this one was prepared.
            var signal = await buyer.PrepareAsync(system.Symbols[index]);
            var beside = await floor.MeasureAsync(sizes);
            var latency = await buyer.MeasureAsync(signal);
            if (index >= warmUp)
            {
                buyers.Add(latency);
                floors.Add(beside);
            }

            if ((index + 1) % Told == 0)
                await progress.WriteLineAsync(index < warmUp ? $"{index + 1} of {warmUp} signals to warm up" : $"{index + 1 - warmUp} of {count} signals");
        }

        return LatencyReport.Of(buyers, floors);
    }

    /// <summary>Limits that refuse nothing, and nobody who cancels what no monitor reports as filled.</summary>
    private static BuyerSystemSettings Settings(int signals) => new()
    {
        Simulator = ["--symbols", $"{Math.Max(360, signals)}", "--cash", "100000000"],
        ExtraUsers = FloorTopology.User,
        Buyer = new Dictionary<string, string>
        {
            ["MaxExposure"] = "100000000",
            ["MaxSpread"] = "0.2",
            ["EntryTimeout"] = "01:00:00",
        },
    };
}
