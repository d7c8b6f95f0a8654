namespace Pipeline.Tests.EndToEnd.Benchmarks;

public sealed class LatencyBenchTests
{
    private static readonly string[] Figures = ["p50Us", "p99Us", "floorP50Us", "floorP99Us", "ratioP50", "ratioP99"];

    [Fact]
    public async Task Measures_every_signal_beside_the_floor()
    {
        var told = Assert.Single(await BenchRun.ToldAsync("latency", "--n", "10", "--warm-up", "2"));

        Assert.Equal(["bench", "n", .. Figures], told.EnumerateObject().Select(property => property.Name));
        Assert.Equal("latency", told.GetProperty("bench").GetString());
        Assert.Equal(10, told.GetProperty("n").GetInt32());
        Assert.All(Figures, figure => Assert.True(told.GetProperty(figure).GetDouble() > 0, figure));
        Assert.True(told.GetProperty("p99Us").GetDouble() >= told.GetProperty("p50Us").GetDouble());
        Assert.True(told.GetProperty("floorP99Us").GetDouble() >= told.GetProperty("floorP50Us").GetDouble());
    }
}
