using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Rest;

/// <inheritdoc cref="IMarketData"/>
internal sealed class MarketData(VenueReads reads, VenueOptions options) : IMarketData
{
    private const int SymbolsARequest = 100;

    public async Task<IReadOnlyDictionary<Symbol, IReadOnlyList<BarValues>>> GetMinuteBarsAsync(
        IReadOnlyCollection<Symbol> symbols, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var bars = new Dictionary<Symbol, IReadOnlyList<BarValues>>();
        var times = $"&timeframe=1Min&start={VenueReader.Moment(start)}&end={VenueReader.Moment(end)}&limit=10000&sort=asc";
        foreach (var (names, isCrypto) in Requests(symbols))
        {
            var first = (isCrypto ? "/v1beta3/crypto/us/bars" : "/v2/stocks/bars") + $"?symbols={names}{times}{(isCrypto ? "" : $"&adjustment=raw&feed={options.Feed}")}";
            var found = new Dictionary<Symbol, SortedDictionary<DateTimeOffset, BarValues>>();
            var pages = new PageGuard("bars");
            for (string? path = first; path is not null;)
            {
                var next = await reads.GetAsync(EndpointFamily.Data, path, (page, _) => ReadBars(page, found), cancellationToken);
                path = next is null ? null : $"{first}&page_token={Uri.EscapeDataString(pages.Next(next))}";
            }

            foreach (var (symbol, byStart) in found)
            {
                // The venue's end is inclusive, and its newest bar may still be growing.
                var complete = byStart.Values.Where(bar => bar.Start >= start && bar.End <= end).ToList();
                if (complete.Count > 0)
                    bars[symbol] = complete;
            }
        }

        return bars;
    }

    public Task<IReadOnlyDictionary<Symbol, BarValues>> GetLatestBarsAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken) =>
        LatestAsync(symbols, "bars", WireMarket.ReadBar, cancellationToken);

    public Task<IReadOnlyDictionary<Symbol, QuoteValues>> GetLatestQuotesAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken) =>
        LatestAsync(symbols, "quotes", WireMarket.ReadQuote, cancellationToken);

    private async Task<IReadOnlyDictionary<Symbol, T>> LatestAsync<T>(
        IReadOnlyCollection<Symbol> symbols, string what, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        var latest = new Dictionary<Symbol, T>();
        foreach (var (names, isCrypto) in Requests(symbols))
        {
            var path = isCrypto ? $"/v1beta3/crypto/us/latest/{what}?symbols={names}" : $"/v2/stocks/{what}/latest?symbols={names}&feed={options.Feed}";
            var found = await reads.GetAsync(EndpointFamily.Data, path, (answer, _) => ReadMap(answer, what, read), cancellationToken);
            foreach (var (symbol, value) in found)
                latest[symbol] = value;
        }

        return latest;
    }

    private static IEnumerable<(string Names, bool IsCrypto)> Requests(IReadOnlyCollection<Symbol> symbols) =>
        from kind in symbols.Distinct().GroupBy(symbol => symbol.IsCrypto)
        from chunk in kind.Order().Chunk(SymbolsARequest)
        select (Uri.EscapeDataString(string.Join(',', chunk.Select(symbol => symbol.Name))), kind.Key);

    private static string? ReadBars(JsonElement page, Dictionary<Symbol, SortedDictionary<DateTimeOffset, BarValues>> into)
    {
        foreach (var entry in page.Entries("bars"))
        {
            if (!Symbol.TryParse(entry.Name, out var symbol) || entry.Value.ValueKind != JsonValueKind.Array)
                continue;
            if (!into.TryGetValue(symbol, out var byStart))
                into[symbol] = byStart = [];
            foreach (var bar in entry.Value.EnumerateArray().Select(WireMarket.ReadBar).OfType<BarValues>())
                byStart[bar.Start] = bar;
        }

        return page.Text("next_page_token") is { Length: > 0 } token ? token : null;
    }

    private static Dictionary<Symbol, T> ReadMap<T>(JsonElement answer, string what, Func<JsonElement, T?> read)
        where T : class
    {
        var found = new Dictionary<Symbol, T>();
        foreach (var entry in answer.Entries(what))
        {
            if (Symbol.TryParse(entry.Name, out var symbol) && read(entry.Value) is { } value)
                found[symbol] = value;
        }

        return found;
    }
}
