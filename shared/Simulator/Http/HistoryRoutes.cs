using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>Historical bars, quotes, trades and auctions of stocks and of crypto pairs.</summary>
public sealed class HistoryRoutes(VenueClock clock, ISimulatedMarket market)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Both(routes, "bars", Bars);
        Both(routes, "quotes", (context, symbol) => Ticks(context, "quotes", symbol, (json, name, tick) => MarketItems.Quote(json, name, tick, streamed: false)));
        Both(routes, "trades", (context, symbol) => Ticks(context, "trades", symbol, (json, name, tick) => MarketItems.Trade(json, name, tick, streamed: false)));
        routes.MapGet("/v2/stocks/auctions", context => Auctions(context, null));
        routes.MapGet("/v2/stocks/{symbol}/auctions", context => Auctions(context, SymbolOf(context)));
    }

    /// <summary>The symbol of a path, decoded.</summary>
    public static string SymbolOf(HttpContext context) => Uri.UnescapeDataString((string)context.Request.RouteValues["symbol"]!);

    /// <summary>True for requests to the crypto endpoints.</summary>
    public static bool IsCrypto(HttpContext context) => context.Request.Path.StartsWithSegments("/v1beta3/crypto", StringComparison.Ordinal);

    private static void Both(IEndpointRouteBuilder routes, string what, Func<HttpContext, string?, Task> answer)
    {
        routes.MapGet($"/v2/stocks/{what}", context => answer(context, null));
        routes.MapGet($"/v2/stocks/{{symbol}}/{what}", context => answer(context, SymbolOf(context)));
        routes.MapGet($"/v1beta3/crypto/us/{what}", context => answer(context, null));
    }

    private Task Bars(HttpContext context, string? symbol)
    {
        var now = clock.Read().Time;
        var query = new DataQuery(context.Request.Query, IsCrypto(context));
        var text = query.Text("timeframe") ?? "1Min";
        var timeframe = Timeframe.Parse(text) ?? throw DataQuery.Invalid($"invalid timeframe: {text}");
        var asked = HistoryQuery.Of(query, symbol, now);
        var (items, next) = asked.Page(
            (name, from, until) => Fits(context, name) ? MarketHistory.Bars(market, name, timeframe, from, until, now, asked.Descending) : [], bar => bar.At);
        return DataReply.Page("bars", symbol, items, next, (json, _, bar) => MarketItems.Bar(json, bar)).WriteAsync(context.Response);
    }

    private Task Ticks(HttpContext context, string list, string? symbol, Action<IItemWriter, string, Tick> write)
    {
        var now = clock.Read().Time;
        var asked = HistoryQuery.Of(new DataQuery(context.Request.Query, IsCrypto(context)), symbol, now);
        var (items, next) = asked.Page(
            (name, from, until) => Fits(context, name) ? MarketHistory.Ticks(market, name, from, until, now, asked.Descending) : [], tick => tick.At);
        return DataReply.Page(list, symbol, items, next, write).WriteAsync(context.Response);
    }

    private Task Auctions(HttpContext context, string? symbol)
    {
        var now = clock.Read().Time;
        var asked = HistoryQuery.Of(new DataQuery(context.Request.Query, aroundTheClock: false), symbol, now);
        var (items, next) = asked.Page((name, from, until) => AuctionsOf(name, from, until, now, asked.Descending), auctions => auctions.Opening);
        return DataReply.Page("auctions", symbol, items, next, (json, _, auctions) => AuctionItem.Write(json, auctions)).WriteAsync(context.Response);
    }

    private IEnumerable<DayAuctions> AuctionsOf(string symbol, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, bool descending)
    {
        if (Pairs.IsPair(symbol)) yield break;
        foreach (var bar in MarketHistory.Bars(market, symbol, Timeframe.Daily, from.AddDays(-1), until, now, descending))
        {
            var day = NewYork.DayOf(bar.At);
            if (TradingCalendar.On(day) is not { } session || session.Open < from || session.Open > until) continue;
            yield return new DayAuctions(day, session.Open, bar.Open, now >= session.Close ? session.Close : null, bar.Close, bar.Volume);
        }
    }

    /// <summary>Stocks are not found among pairs, nor pairs among stocks.</summary>
    private static bool Fits(HttpContext context, string symbol) => Pairs.IsPair(symbol) == IsCrypto(context);
}
