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

    [Fact]
    public async Task Measures_every_exchange_beside_a_bare_socket()
    {
        var told = await BenchRun.ToldAsync("nats", "--n", "10", "--rounds", "1", "--warm-up", "0", "--sync", "always");

        Assert.Equal(Rows, told.Select(row => row.GetProperty("row").GetString()));
        Assert.All(told, row => Assert.Equal(["bench", "row", "sync", "n", .. Figures], row.EnumerateObject().Select(property => property.Name)));
        Assert.All(told, row => Assert.All(Figures[..^1], figure => Assert.True(row.GetProperty(figure).GetDouble() > 0, $"{row} {figure}")));
        Assert.All(told, row => Assert.True(row.GetProperty("n").GetInt32() >= 10, $"{row}"));
    }
}
