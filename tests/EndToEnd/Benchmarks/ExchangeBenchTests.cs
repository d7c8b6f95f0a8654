namespace Pipeline.Tests.EndToEnd.Benchmarks;

public sealed class ExchangeBenchTests
{
    private static readonly string[] Figures =
    [
        "ordersPerSecond", "floorOrdersPerSecond", "engineOrdersPerSecond", "ratioOrders", "p50Us", "p99Us", "floorP50Us", "floorP99Us", "ratioP50", "ratioP99",
        "barsPerSecond", "memoryMb",
    ];

    [Fact]
    public async Task Measures_orders_and_bars_beside_a_server_that_does_nothing()
    {
        var told = Assert.Single(await BenchRun.ToldAsync("exchange", "--orders", "200", "--symbols", "200", "--minutes", "2"));

        Assert.Equal("exchange", told.GetProperty("bench").GetString());
        Assert.Equal((200, 200), (told.GetProperty("orders").GetInt32(), told.GetProperty("symbols").GetInt32()));
        Assert.All(Figures, figure => Assert.True(told.GetProperty(figure).GetDouble() > 0, figure));
    }
}
