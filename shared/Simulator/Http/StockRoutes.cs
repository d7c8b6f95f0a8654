using System.Buffers;
using System.Text.Json;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/stocks: bars, latest values and snapshots.</summary>
public static class StockRoutes
{
    public static void Map(IEndpointRouteBuilder routes, VenueClock clock, ISimulatedMarket market)
    {
        routes.MapGet("/v2/stocks/bars", context => Bars(context, null, clock, market));
        routes.MapGet("/v2/stocks/{symbol}/bars", context => Bars(context, Symbol(context), clock, market));
        Latest("bars", "bar", (json, symbol, now) =>
        {
            if (MarketHistory.LatestMinute(market, symbol, now) is { } bar) MarketJson.Bar(json, bar);
            else json.WriteNullValue();
        });
        Latest("quotes", "quote", (json, symbol, now) => MarketJson.Quote(json, symbol, market.TickAt(symbol, now)!, streamed: false));
        Latest("trades", "trade", (json, symbol, now) => MarketJson.Trade(json, symbol, market.TickAt(symbol, now)!, streamed: false));
        routes.MapGet("/v2/stocks/snapshots", context => Many(context, null, (json, symbol, now) => Snapshot(json, symbol, market, now)));
        routes.MapGet("/v2/stocks/{symbol}/snapshot", context => One(context, null, (json, symbol, now) => Snapshot(json, symbol, market, now)));

        void Latest(string plural, string singular, Action<Utf8JsonWriter, string, DateTimeOffset> write)
        {
            routes.MapGet($"/v2/stocks/{plural}/latest", context => Many(context, plural, write));
            routes.MapGet($"/v2/stocks/{{symbol}}/{plural}/latest", context => One(context, singular, write));
        }

        Task Many(HttpContext context, string? name, Action<Utf8JsonWriter, string, DateTimeOffset> write)
        {
            var symbols = Symbols(context.Request.Query, null);
            var now = clock.Read().Time;
            return Json(json =>
            {
                json.WriteStartObject();
                if (name is not null) json.WriteStartObject(name);
                foreach (var symbol in symbols.Where(symbol => market.TickAt(symbol, now) is not null))
                {
                    json.WritePropertyName(symbol);
                    write(json, symbol, now);
                }

                if (name is not null) json.WriteEndObject();
                json.WriteEndObject();
            }).WriteAsync(context.Response);
        }

        Task One(HttpContext context, string? name, Action<Utf8JsonWriter, string, DateTimeOffset> write)
        {
            var symbol = Symbol(context);
            var now = clock.Read().Time;
            if (market.TickAt(symbol, now) is null) throw new RefusedException(Refusal.NotFound($"symbol not found: {symbol}"));
            return Json(json =>
            {
                if (name is null)
                {
                    write(json, symbol, now);
                    return;
                }

                json.WriteStartObject();
                json.WriteString("symbol", symbol);
                json.WritePropertyName(name);
                write(json, symbol, now);
                json.WriteEndObject();
            }).WriteAsync(context.Response);
        }
    }

    /// <summary>The symbols of a path or of a comma list.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static IReadOnlyList<string> Symbols(IQueryCollection query, string? symbol)
    {
        if (symbol is not null) return [symbol];
        var symbols = (query["symbols"].FirstOrDefault() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return symbols.Length > 0 ? symbols.Distinct(StringComparer.Ordinal).ToList() : throw new RefusedException(new Refusal(400, 40010000, "symbols is required"));
    }

    private static Task Bars(HttpContext context, string? symbol, VenueClock clock, ISimulatedMarket market)
    {
        var now = clock.Read().Time;
        var (bars, next) = BarQuery.Of(context.Request.Query, symbol, now).Page(market, now);
        return Json(json =>
        {
            json.WriteStartObject();
            if (symbol is not null) json.WriteString("symbol", symbol);
            json.WritePropertyName("bars");
            if (symbol is not null)
            {
                Array(json, bars);
            }
            else
            {
                json.WriteStartObject();
                foreach (var group in bars.GroupBy(bar => bar.Symbol))
                {
                    json.WritePropertyName(group.Key);
                    Array(json, group);
                }

                json.WriteEndObject();
            }

            json.WriteString("next_page_token", next);
            json.WriteEndObject();
        }).WriteAsync(context.Response);
    }

    private static void Array(Utf8JsonWriter json, IEnumerable<MinuteBar> bars)
    {
        json.WriteStartArray();
        foreach (var bar in bars) MarketJson.Bar(json, bar);
        json.WriteEndArray();
    }

    private static void Snapshot(Utf8JsonWriter json, string symbol, ISimulatedMarket market, DateTimeOffset now)
    {
        var tick = market.TickAt(symbol, now)!;
        var latest = MarketHistory.LatestMinute(market, symbol, now);
        var day = latest is null ? NewYork.DayOf(now) : NewYork.DayOf(latest.At);
        json.WriteStartObject();
        json.WritePropertyName("latestTrade");
        MarketJson.Trade(json, symbol, tick, streamed: false);
        json.WritePropertyName("latestQuote");
        MarketJson.Quote(json, symbol, tick, streamed: false);
        Optional("minuteBar", latest);
        Optional("dailyBar", MarketHistory.Day(market, symbol, day, now));
        Optional("prevDailyBar", market.PreviousDay(day) is { } previous ? MarketHistory.Day(market, symbol, previous, now) : null);
        json.WriteEndObject();

        void Optional(string name, MinuteBar? bar)
        {
            json.WritePropertyName(name);
            if (bar is null) json.WriteNullValue();
            else MarketJson.Bar(json, bar);
        }
    }

    private static Reply Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return new Reply(200, buffer.WrittenSpan.ToArray());
    }

    private static string Symbol(HttpContext context) => Uri.UnescapeDataString((string)context.Request.RouteValues["symbol"]!);
}
