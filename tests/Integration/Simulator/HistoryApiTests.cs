using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>Pages, directions and timeframes of historical data.</summary>
[Collection("Simulator")]
public sealed class HistoryApiTests(SimulatorFixture simulator)
{
    private readonly HttpClient _client = simulator.Client;

    [Theory]
    [InlineData("/v2/stocks/trades?symbols={0},{1}&start=2026-01-02T20:59:00Z&end=2026-01-05T14:31:00Z", "trades", 7)]
    [InlineData("/v2/stocks/quotes?symbols={0},{1}&start=2026-01-02T20:59:30Z&end=2026-01-05T14:30:30Z", "quotes", 5)]
    [InlineData("/v2/stocks/bars?symbols={0},{1}&timeframe=7Hour&start=2025-12-29&end=2026-01-05", "bars", 3)]
    [InlineData("/v2/stocks/bars?symbols={0},{1}&timeframe=1Day&start=2025-12-01&end=2026-01-02", "bars", 4)]
    [InlineData("/v2/stocks/bars?symbols={0},{1}&timeframe=1Week&start=2025-11-03&end=2026-01-02", "bars", 4)]
    [InlineData("/v2/stocks/bars?symbols={0},{1}&timeframe=3Month&start=2025-07-01&end=2025-12-31", "bars", 1)]
    [InlineData("/v2/stocks/auctions?symbols={0},{1}&start=2025-12-29&end=2026-01-02", "auctions", 3)]
    [InlineData("/v1beta3/crypto/us/bars?symbols=BTC/USD,ETH/USD&timeframe=1Hour&start=2026-01-03&end=2026-01-03", "bars", 5)]
    [InlineData("/v1beta3/crypto/us/trades?symbols=BTC/USD,ETH/USD&start=2026-01-04T00:00:00Z&end=2026-01-04T00:01:00Z", "trades", 9)]
    public async Task Gives_the_same_items_in_pages_at_once_and_backwards(string query, string list, int limit)
    {
        var symbols = (await _client.Get("/v2/assets")).AsArray().Take(2).Select(asset => (object)asset!["symbol"].Text()).ToArray();
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, query, symbols);

        var forwards = await All(path + "&limit=10000", list);
        var paged = await All($"{path}&limit={limit}", list);
        var backwards = await All($"{path}&limit={limit}&sort=desc", list);

        Assert.True(forwards.Count > limit, $"{forwards.Count} items");
        Assert.Equal(forwards, paged);
        Assert.Equal(forwards.GroupBy(item => item.Symbol).SelectMany(group => group.Reverse()), backwards);
        Assert.Equal(forwards.Count, forwards.Distinct().Count());
    }

    [Fact]
    public async Task Knows_days_of_stocks_by_new_york_and_days_of_pairs_by_utc()
    {
        var symbol = (await _client.Get("/v2/assets"))[0]!["symbol"].Text();

        var stock = (await _client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Day&start=2025-07-01&end=2025-07-01"))["bars"]!.AsArray();
        var pair = (await _client.Get("/v1beta3/crypto/us/bars?symbols=BTC/USD&timeframe=1Day&start=2026-01-03&end=2026-01-04"))["bars"]!["BTC/USD"]!.AsArray();

        Assert.Equal(["2025-07-01T04:00:00Z"], stock.Select(bar => bar!["t"].Text()));
        Assert.Equal(["2026-01-03T00:00:00Z", "2026-01-04T00:00:00Z"], pair.Select(bar => bar!["t"].Text()));
    }

    [Fact]
    public async Task Finds_the_newest_of_many_years_at_once()
    {
        var symbol = (await _client.Get("/v2/assets"))[1]!["symbol"].Text();

        var bar = (await _client.Get($"/v2/stocks/{symbol}/bars?timeframe=1Min&start=2001-01-01&sort=desc&limit=1"))["bars"]!.AsArray().Single()!;
        var trade = (await _client.Get($"/v2/stocks/{symbol}/trades?start=2001-01-01&sort=desc&limit=1"))["trades"]!.AsArray().Single()!;
        var old = (await _client.Get($"/v2/stocks/{symbol}/trades?start=2025-12-25&end=2025-12-28&sort=desc&limit=1"))["trades"]!.AsArray().Single()!;

        Assert.Equal(("2026-01-05T14:59:00Z", "2026-01-05T15:00:00Z"), (bar["t"].Text(), trade["t"].Text()));
        Assert.Equal("2025-12-26T21:00:00Z", old["t"].Text());
    }

    [Fact]
    public async Task Shows_in_history_what_was_the_latest()
    {
        var symbol = (await _client.Get("/v2/assets"))[2]!["symbol"].Text();

        var latest = (await _client.Get($"/v2/stocks/{symbol}/quotes/latest"))["quote"]!;
        var history = (await _client.Get($"/v2/stocks/{symbol}/quotes?start=2026-01-05T15:00:00Z&end=2026-01-05T15:00:00Z"))["quotes"]!.AsArray().Single()!;

        Assert.Equal(latest.ToJsonString(), history.ToJsonString());
    }

    [Theory]
    [InlineData("/v2/stocks/bars?symbols=A&feed=carrier_pigeon", "invalid feed: carrier_pigeon")]
    [InlineData("/v2/stocks/bars?symbols=A&currency=EUR", "invalid currency: EUR")]
    [InlineData("/v2/stocks/bars?symbols=A&adjustment=none", "invalid adjustment: none")]
    [InlineData("/v2/stocks/bars?symbols=A&sort=up", "invalid sort: up")]
    [InlineData("/v2/stocks/bars?symbols=A&asof=noon", "invalid asof: noon")]
    [InlineData("/v2/stocks/bars?symbols=A&timeframe=60Min", "invalid timeframe: 60Min")]
    [InlineData("/v2/stocks/bars?symbols=A&timeframe=24Hour", "invalid timeframe: 24Hour")]
    [InlineData("/v2/stocks/bars?symbols=A&timeframe=4Month", "invalid timeframe: 4Month")]
    [InlineData("/v2/stocks/trades?symbols=A&start=2026-01-03&end=2026-01-02", "end should not be before start")]
    [InlineData("/v2/stocks/quotes?symbols=A&limit=10001", "limit must be between 1 and 10000")]
    [InlineData("/v1beta1/screener/stocks/most-actives?by=noise", "invalid by: noise")]
    [InlineData("/v1beta1/news?page_token=next", "invalid page_token")]
    [InlineData("/v1beta3/crypto/us/latest/bars", "symbols is required")]
    public async Task Says_what_is_wrong_with_a_query(string path, string sentence)
    {
        var (status, body) = await _client.Call(HttpMethod.Get, path);

        Assert.Equal((400, sentence), (status, body!["message"].Text()));
    }

    [Fact]
    public async Task Pages_reports_and_finds_those_of_a_symbol()
    {
        var all = (await _client.Get("/v1beta1/news?limit=50&start=2025-12-22&include_content=True"))["news"]!.AsArray();
        var pages = new List<string>();
        string? token = null;
        do
        {
            var page = await _client.Get($"/v1beta1/news?limit=7&start=2025-12-22&page_token={token}");
            pages.AddRange(page["news"]!.AsArray().Select(article => article!["id"]!.ToJsonString()));
            token = page["next_page_token"]?.GetValue<string>();
        }
        while (token is not null && pages.Count < 49);

        Assert.Equal(all.Select(article => article!["id"]!.ToJsonString()).Take(pages.Count), pages);
        Assert.NotEmpty(all[0]!["content"].Text());
        var symbol = all[0]!["symbols"]![0].Text();
        Assert.All((await _client.Get($"/v1beta1/news?symbols={symbol}"))["news"]!.AsArray(), article => Assert.Equal(symbol, article!["symbols"]![0].Text()));
    }

    private async Task<List<(string Symbol, string Item)>> All(string path, string list)
    {
        var items = new List<(string, string)>();
        string? token = null;
        do
        {
            var page = await _client.Get($"{path}&page_token={Uri.EscapeDataString(token ?? "")}");
            foreach (var (symbol, found) in page[list]!.AsObject()) items.AddRange(found!.AsArray().Select(item => (symbol, item!.ToJsonString())));
            token = page["next_page_token"]?.GetValue<string>();
        }
        while (token is not null);
        return items;
    }
}
