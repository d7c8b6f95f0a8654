using System.Diagnostics;
using System.Text.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Benchmarks;

public sealed class LatencyBenchTests
{
    private static readonly string[] Figures = ["p50Us", "p99Us", "floorP50Us", "floorP99Us", "ratioP50", "ratioP99"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Measures_every_signal_beside_the_floor()
    {
        var start = new ProcessStartInfo(BuiltExecutable.Path("Benchmarks"), ["latency", "--n", "10", "--warm-up", "2", "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
        using var report = JsonDocument.Parse(await output);
        var told = report.RootElement;
        Assert.Equal(["bench", "n", .. Figures], told.EnumerateObject().Select(property => property.Name));
        Assert.Equal("latency", told.GetProperty("bench").GetString());
        Assert.Equal(10, told.GetProperty("n").GetInt32());
        Assert.All(Figures, figure => Assert.True(told.GetProperty(figure).GetDouble() > 0, figure));
        Assert.True(told.GetProperty("p99Us").GetDouble() >= told.GetProperty("p50Us").GetDouble());
        Assert.True(told.GetProperty("floorP99Us").GetDouble() >= told.GetProperty("floorP50Us").GetDouble());
    }
}
