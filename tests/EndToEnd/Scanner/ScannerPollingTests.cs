using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.EndToEnd.Monitor;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Scanner;

public sealed class ScannerPollingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_the_market_stream_bars_and_quotes_come_by_request_said_so_and_no_minute_is_missing_once_it_is_back()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        var port = FreePort.Next();
        await using var stream = new TcpRelay(port, bench.VenueUrl);
        bench.Run();
        bench.RunStage("Scanner", new Dictionary<string, string>
        {
            ["PIPELINE__Venue__DataStreamUrl"] = $"ws://127.0.0.1:{port}/v2/iex",
            ["PIPELINE__Scanner__PollAfterSeconds"] = "1",
            ["PIPELINE__Scanner__QuotePollSeconds"] = "0.5",
        });
        var polling = await Told(bench, "feed_polling");
        Assert.Contains("by request", polling.Text, StringComparison.Ordinal);

        await bench.EnterAsync(symbol, 10);
        await Eventually.Value("a quote of what is held", () => bench.LastAsync<MarketQuote>(Streams.Quotes, Subjects.Quote(symbol)), Patience);
        var first = await NewestBar(bench, symbol, later: null);
        await NewestBar(bench, symbol, later: first);
        Assert.Null(await bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("scanner", "feed_connected")));

        stream.Open();
        await Told(bench, "feed_connected");
        var last = await NewestBar(bench, symbol, later: await NewestBar(bench, symbol, later: first));
        var stored = await BarsOf(bench, symbol);
        Assert.Equal(stored.Select(bar => bar.Start).Distinct().Count(), stored.Count);
        var venue = await VenueMinutes(bench, symbol, stored[0].Start, last);
        Assert.Equal(venue, stored.Where(bar => bar.Start <= last).Select(bar => bar.Start));
    }

    [Fact]
    public async Task While_bars_come_neither_by_stream_nor_by_request_it_lives_on_and_does_not_say_polling()
    {
        await using var bench = await MonitorBench.StartAsync();
        var scanner = bench.RunStage("Scanner", new Dictionary<string, string>
        {
            ["PIPELINE__Venue__DataStreamUrl"] = $"ws://127.0.0.1:{FreePort.Next()}/v2/iex",
            ["PIPELINE__Scanner__PollAfterSeconds"] = "3",
        });
        await Told(bench, "feed_lost");
        var refusal = new { kind = "error-before-booking", method = "GET", path = "/v2/stocks/bars", status = 403, for_machine = 600 };
        (await bench.Venue.PostAsJsonAsync("sim/faults", refusal)).EnsureSuccessStatusCode();
        await Eventually.Holds("the second refusal", async () => await Refusals(bench) >= 2, Patience);
        Assert.Null(await bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("scanner", "feed_polling")));
        Assert.False(scanner.HasExited);

        (await bench.Venue.DeleteAsync(new Uri("sim/faults", UriKind.Relative))).EnsureSuccessStatusCode();
        await Told(bench, "feed_polling");
    }

    private static async Task<int> Refusals(MonitorBench bench) =>
        (await bench.Venue.GetFromJsonAsync<JsonArray>("sim/faults"))!.Sum(fault => (int)fault!["fired"]!);

    private static Task<PipelineEvent> Told(MonitorBench bench, string what) => Eventually.Value(
        $"the word {what}", () => bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("scanner", what)), Patience);

    private static async Task<DateTimeOffset> NewestBar(MonitorBench bench, Symbol symbol, DateTimeOffset? later)
    {
        var bar = await Eventually.Value(
            "a newer bar",
            async () => await bench.LastAsync<MarketBar>(Streams.Market, Subjects.Bar(symbol)) is { } newest && (later is null || newest.Bar.Start > later) ? newest : null,
            Patience);
        return bar.Bar.Start;
    }

    private static async Task<IReadOnlyList<BarValues>> BarsOf(MonitorBench bench, Symbol symbol)
    {
        List<BarValues> bars = [];
        var lines = string.Join('\n', await bench.RecordAsync(Streams.Market));
        await foreach (var line in RecordedLines.ReadAsync(new StringReader(lines), CancellationToken.None))
        {
            if (line.Subject == Subjects.Bar(symbol))
                bars.Add(ContractsJson.Read<MarketBar>(line.Data.Span).Bar);
        }

        return [.. bars.OrderBy(bar => bar.Start)];
    }

    /// <summary>Starts of the minutes that the venue itself has bars of, both ends included.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> VenueMinutes(MonitorBench bench, Symbol symbol, DateTimeOffset first, DateTimeOffset last)
    {
        var bars = await bench.Venue.GetFromJsonAsync<JsonObject>(
            $"v2/stocks/bars?symbols={symbol}&timeframe=1Min&limit=10000&start={first.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&end={last.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        return [.. bars!["bars"]![symbol.Name]!.AsArray().Select(bar => (DateTimeOffset)bar!["t"]!)];
    }
}
