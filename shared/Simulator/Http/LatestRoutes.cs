using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>Latest bars, quotes and trades, snapshots and order books.</summary>
public sealed class LatestRoutes(VenueClock clock, ISimulatedMarket market)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        Latest(routes, "bars", "bar", Bar);
        Latest(routes, "quotes", "quote", (json, symbol, now) => MarketItems.Quote(json, symbol, market.TickAt(symbol, now)!, streamed: false));
        Latest(routes, "trades", "trade", (json, symbol, now) => MarketItems.Trade(json, symbol, market.TickAt(symbol, now)!, streamed: false));
        routes.MapGet("/v2/stocks/snapshots", context => Many(context, null, Snapshot));
        routes.MapGet("/v2/stocks/{symbol}/snapshot", context => One(context, null, Snapshot));
        routes.MapGet("/v1beta3/crypto/us/snapshots", context => Many(context, "snapshots", Snapshot));
        routes.MapGet("/v1beta3/crypto/us/latest/orderbooks", context => Many(context, "orderbooks", Book));
    }

    private void Latest(IEndpointRouteBuilder routes, string plural, string singular, Action<IItemWriter, string, DateTimeOffset> write)
    {
        routes.MapGet($"/v2/stocks/{plural}/latest", context => Many(context, plural, write));
        routes.MapGet($"/v2/stocks/{{symbol}}/{plural}/latest", context => One(context, singular, write));
        routes.MapGet($"/v1beta3/crypto/us/latest/{plural}", context => Many(context, plural, write));
    }

    private Task Many(HttpContext context, string? name, Action<IItemWriter, string, DateTimeOffset> write)
    {
        var crypto = HistoryRoutes.IsCrypto(context);
        var query = new DataQuery(context.Request.Query, crypto);
        query.CheckFeed();
        var now = clock.Read().Time;
        var symbols = query.Symbols().Where(symbol => Pairs.IsPair(symbol) == crypto && market.TickAt(symbol, now) is not null);
        return DataReply.Map(name, symbols, (json, symbol) => write(json, symbol, now)).WriteAsync(context.Response);
    }

    private Task One(HttpContext context, string? name, Action<IItemWriter, string, DateTimeOffset> write)
    {
        new DataQuery(context.Request.Query, aroundTheClock: false).CheckFeed();
        var symbol = HistoryRoutes.SymbolOf(context);
        var now = clock.Read().Time;
        if (Pairs.IsPair(symbol) || market.TickAt(symbol, now) is null) throw new RefusedException(Refusal.NotFound($"symbol not found: {symbol}"));
        return DataReply.Of(json =>
        {
            json.StartObject();
            json.Text("symbol", symbol);
            if (name is null) Fields(json, symbol, now);
            else
            {
                json.Name(name);
                write(json, symbol, now);
            }

            json.EndObject();
        }).WriteAsync(context.Response);
    }

    private void Bar(IItemWriter json, string symbol, DateTimeOffset now) => Optional(json, MarketHistory.LatestMinute(market, symbol, now));

    private void Snapshot(IItemWriter json, string symbol, DateTimeOffset now)
    {
        json.StartObject();
        Fields(json, symbol, now);
        json.EndObject();
    }

    private void Fields(IItemWriter json, string symbol, DateTimeOffset now)
    {
        var tick = market.TickAt(symbol, now)!;
        var latest = MarketHistory.LatestMinute(market, symbol, now);
        var day = MarketHistory.DayOf(symbol, latest?.At ?? now);
        json.Name("latestTrade");
        MarketItems.Trade(json, symbol, tick, streamed: false);
        json.Name("latestQuote");
        MarketItems.Quote(json, symbol, tick, streamed: false);
        json.Name("minuteBar");
        Optional(json, latest);
        json.Name("dailyBar");
        Optional(json, MarketHistory.Day(market, symbol, day, now));
        json.Name("prevDailyBar");
        Optional(json, MarketHistory.DayBefore(market, symbol, day) is { } before ? MarketHistory.Day(market, symbol, before, now) : null);
    }

    private void Book(IItemWriter json, string symbol, DateTimeOffset now)
    {
        var tick = market.TickAt(symbol, now)!;
        var book = BookLevels.Of(tick);
        json.StartObject();
        json.Moment("t", tick.At);
        NoticeItems.Levels(json, "b", book.Bids);
        NoticeItems.Levels(json, "a", book.Asks);
        json.EndObject();
    }

    private static void Optional(IItemWriter json, MinuteBar? bar)
    {
        if (bar is null) json.Text(null);
        else MarketItems.Bar(json, bar);
    }
}
