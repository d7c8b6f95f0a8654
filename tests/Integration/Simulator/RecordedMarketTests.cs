using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

public sealed class RecordedMarketTests
{
    private const string Bars = """
        symbol,time,open,high,low,close,volume
        A,2013-10-04T13:30:00Z,10.00,10.20,9.90,10.10,1000
        A,2013-10-04T13:31:00Z,10.10,10.40,10.00,10.30,1000
        A,2013-10-08T13:30:00Z,11.00,11.20,10.90,11.10,1000

        """;

    [Fact]
    public async Task Tells_a_bar_when_its_minute_is_over_skips_days_without_data_and_ends_with_it()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Path("bars"));
        await File.WriteAllTextAsync(home.Path("bars", "A.csv"), Bars);
        await using var simulator = await SimulatorProcess.StartInAsync(home.Path("home"), "--bars", home.Path("bars"), "--hold", "--speed", "5000");
        using var client = simulator.Client();
        Assert.Equal("2013-10-04T13:25:00Z", (await client.Get("/sim/clock"))["time"].Text());
        await using var stream = await StreamClient.AuthenticatedAsync(simulator, "/v2/sip");
        await stream.Send("""{"action":"subscribe","bars":["*"]}""");
        await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");

        await client.Post("/sim/clock/start", "");
        await Eventually.Holds("the end of the recording", async () => (await client.Get("/sim/clock"))["ended"]!.GetValue<bool>(), TimeSpan.FromSeconds(30));

        var bars = stream.Received().SelectMany(received => received.Message.AsArray()).Where(item => (string?)item!["T"] == "b").ToList();
        Assert.Equal(["2013-10-04T13:30:00Z", "2013-10-04T13:31:00Z", "2013-10-08T13:30:00Z"], bars.Select(bar => bar!["t"].Text()));
        Assert.Equal(10.3m, bars[1]!["c"]!.GetValue<decimal>());
        Assert.Equal("2013-10-08T20:05:00Z", (await client.Get("/sim/clock"))["time"].Text());
    }

    [Fact]
    public async Task A_recorded_pair_is_quoted_in_steps_of_its_own_and_trades_as_a_pair()
    {
        using var home = new TemporaryHome();
        Directory.CreateDirectory(home.Path("bars"));
        await File.WriteAllTextAsync(home.Path("bars", "DOGE.csv"), """
            symbol,time,open,high,low,close,volume
            DOGE/USD,2025-10-03T13:30:00Z,0.1500,0.1502,0.1499,0.1501,250000.5

            """);
        await using var simulator = await SimulatorProcess.StartInAsync(home.Path("home"), "--bars", home.Path("bars"), "--hold", "--start-at", "2025-10-03T13:31:30Z", "--partial-fills", "0");
        using var client = simulator.Client();

        Assert.Equal("crypto", (await client.Get("/v2/assets/DOGE%2FUSD"))["class"].Text());
        var quote = (await client.Get("/v1beta3/crypto/us/latest/quotes?symbols=DOGE%2FUSD"))["quotes"]!["DOGE/USD"]!;
        Assert.Equal((0.15m, 0.1501m), (quote["bp"]!.GetValue<decimal>(), quote["ap"]!.GetValue<decimal>()));
        var (status, order) = await client.Post("/v2/orders", """{"symbol":"DOGE/USD","qty":"100.5","side":"buy","type":"limit","limit_price":"0.1510","time_in_force":"ioc"}""");
        Assert.True(status == 200, $"{order}");
        Assert.Equal("filled", (await client.Get("/v2/orders/" + order!["id"].Text()))["status"].Text());
    }

    [SharedDataFact]
    public async Task Trades_on_the_recorded_bars_that_lie_beside_the_checkout()
    {
        await using var simulator = await SimulatorProcess.StartAsync("--bars", SharedData.Directory, "--hold", "--start-at", "2013-10-04T14:00:00Z", "--partial-fills", "0");
        using var client = simulator.Client();

        var (status, order) = await client.Post("/v2/orders", JsonCalls.Bracket("SPY", await client.Price("SPY"), "recorded"));

        Assert.Equal(200, status);
        Assert.Equal("filled", (await client.Get("/v2/orders/" + order!["id"].Text()))["status"].Text());
        Assert.Equal(30, (await client.Get("/v2/stocks/SPY/bars?timeframe=1Min&start=2013-10-04T13:30:00Z"))["bars"]!.AsArray().Count);
    }
}
