using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Benchmarks;

public sealed class NatsBenchTests
{
    private static readonly string[] Rows =
        ["publish-ack", "publish-ack-window-256", "consume-ack", "hop", "compare-and-set", "direct-get", "ordered-replay"];

    private static readonly string[] Figures =
    [
        "p50Us", "p99Us", "floorP50Us", "floorP99Us", "ratioP50", "ratioP99", "ratePerSecond", "floorRatePerSecond",
        "allocatedBytesPerMessage", "floorAllocatedBytesPerMessage",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Measures_every_exchange_beside_a_bare_socket()
    {
        string[] few = ["nats", "--n", "10", "--rounds", "1", "--warm-up", "0", "--sync", "always", "--json"];
        var start = new ProcessStartInfo(BuiltExecutable.Path("Benchmarks"), few) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var bench = Process.Start(start)!;
        var (output, errors) = (bench.StandardOutput.ReadToEndAsync(), bench.StandardError.ReadToEndAsync());
        try
        {
            await bench.WaitForExitAsync().InTime("the bench to end", Patience);
        }
        finally
        {
            // Asked, not killed: it ends what it has started.
            if (!bench.HasExited)
                ProcessSignal.Terminate(bench.Id);
        }

        Assert.True(bench.ExitCode == 0, await errors);
        var told = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Rows, told.Select(row => row.GetProperty("row").GetString()));
        Assert.All(told, row => Assert.Equal(["bench", "row", "sync", "n", .. Figures], row.EnumerateObject().Select(property => property.Name)));
        Assert.All(told, row => Assert.All(Figures[..^1], figure => Assert.True(row.GetProperty(figure).GetDouble() > 0, $"{row} {figure}")));
        Assert.All(told, row => Assert.True(row.GetProperty("n").GetInt32() >= 10, $"{row}"));
    }
}
