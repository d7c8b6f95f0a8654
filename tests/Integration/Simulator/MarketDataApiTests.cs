namespace Pipeline.Tests.Integration.Simulator;

[Collection("Simulator")]
public sealed class MarketDataApiTests(SimulatorFixture simulator)
{
    private readonly HttpClient _client = simulator.Client;

    [Fact]
    public async Task Pages_bars_of_several_symbols_without_gap_or_repetition()
    {
        var symbols = (await _client.Get("/v2/assets")).AsArray().Take(3).Select(asset => asset!["symbol"].Text()).ToList();
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await _client.Get($"/v2/stocks/bars?symbols={string.Join(',', symbols)}&timeframe=1Min&start=2026-01-02T14:30:00Z&end=2026-01-02T20:59:00Z&limit=100&page_token={Uri.EscapeDataString(token ?? "")}");
            foreach (var (symbol, bars) in page["bars"]!.AsObject()) seen.AddRange(bars!.AsArray().Select(bar => symbol + bar!["t"].Text()));
            token = page["next_page_token"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.InRange(seen.Count, 1000, 1170);
    }

    [Fact]
    public async Task Tells_nothing_of_the_future()
    {
        var symbol = (await _client.Get("/v2/assets"))[0]!["symbol"].Text();

        var bars = (await _client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Min&end=2026-01-06T00:00:00Z&limit=1000"))["bars"]!.AsArray();

        Assert.Equal("2026-01-05T14:59:00Z", bars[^1]!["t"].Text());
        Assert.Equal(30, bars.Count);
    }

    [Fact]
    public async Task Combines_minutes_to_longer_bars()
    {
        var symbol = (await _client.Get("/v2/assets"))[0]!["symbol"].Text();
        var minutes = (await _client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Min&start=2026-01-02T00:00:00Z&end=2026-01-03T00:00:00Z"))["bars"]!.AsArray();

        var day = (await _client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Day&start=2026-01-02&end=2026-01-02T23:00:00Z"))["bars"]!.AsArray().Single()!;

        Assert.Equal("2026-01-02T05:00:00Z", day["t"].Text());
        Assert.Equal(minutes.Max(bar => bar!["h"]!.GetValue<decimal>()), day["h"]!.GetValue<decimal>());
        Assert.Equal(minutes.Sum(bar => bar!["v"]!.GetValue<long>()), day["v"]!.GetValue<long>());
        Assert.Equal(minutes[^1]!["c"]!.GetValue<decimal>(), day["c"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Shows_latest_values_and_snapshots_for_one_and_for_many()
    {
        var symbol = (await _client.Get("/v2/assets"))[0]!["symbol"].Text();

        var quote = (await _client.Get($"/v2/stocks/{symbol}/quotes/latest"))["quote"]!;
        var quotes = (await _client.Get($"/v2/stocks/quotes/latest?symbols={symbol},NOSUCH"))["quotes"]!.AsObject();
        var snapshots = (await _client.Get($"/v2/stocks/snapshots?symbols={symbol}")).AsObject();

        Assert.True(quote["ap"]!.GetValue<decimal>() > quote["bp"]!.GetValue<decimal>());
        Assert.Equal([symbol], quotes.Select(pair => pair.Key));
        Assert.Equal("2026-01-05T14:59:00Z", snapshots[symbol]!["minuteBar"]!["t"].Text());
        Assert.NotNull(snapshots[symbol]!["prevDailyBar"]);
        Assert.Equal(404, (await _client.Call(HttpMethod.Get, "/v2/stocks/NOSUCH/quotes/latest")).Status);
    }

    [Theory]
    [InlineData("/v2/stocks/bars?timeframe=1Min")]
    [InlineData("/v2/stocks/bars?symbols=A&timeframe=7Parsecs")]
    [InlineData("/v2/stocks/bars?symbols=A&limit=0")]
    [InlineData("/v2/stocks/bars?symbols=A&start=yesterday")]
    [InlineData("/v2/stocks/bars?symbols=A&page_token=!")]
    public async Task Refuses_a_query_it_cannot_read(string path) =>
        Assert.Equal(400, (await _client.Call(HttpMethod.Get, path)).Status);
}
