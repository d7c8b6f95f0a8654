using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/clock, /v2/calendar and /v2/assets.</summary>
public static class ReferenceRoutes
{
    private static readonly DateOnly Earliest = new(1970, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    public static void Map(IEndpointRouteBuilder routes, VenueClock clock, ISimulatedMarket market)
    {
        routes.MapGet("/v2/clock", context => Clock(clock.Read().Time).WriteAsync(context.Response));
        routes.MapGet("/v2/calendar", context => Calendar(context.Request.Query, clock.Read().Time).WriteAsync(context.Response));
        routes.MapGet("/v2/assets", context => Assets(context.Request.Query, market).WriteAsync(context.Response));
        routes.MapGet("/v2/assets/{symbol}", context => Asset(market, HistoryRoutes.SymbolOf(context)).WriteAsync(context.Response));
        // Some clients write the slash of a pair as it is.
        routes.MapGet("/v2/assets/{symbol}/{quote}", context => Asset(market, $"{HistoryRoutes.SymbolOf(context)}/{context.Request.RouteValues["quote"]}").WriteAsync(context.Response));
    }

    /// <summary>The days between two, both included, with their hours.</summary>
    public static IEnumerable<TradingSession> Sessions(DateOnly start, DateOnly end)
    {
        for (var session = TradingCalendar.OnOrAfter(start); session.Day <= end; session = TradingCalendar.OnOrAfter(session.Day.AddDays(1))) yield return session;
    }

    private static Reply Clock(DateTimeOffset now) => Reply.Ok(new JsonObject
    {
        ["timestamp"] = WireTime.Local(now),
        ["is_open"] = TradingCalendar.IsOpen(now),
        ["next_open"] = WireTime.Local(TradingCalendar.NextOpen(now)),
        ["next_close"] = WireTime.Local(TradingCalendar.NextClose(now)),
    });

    private static Reply Calendar(IQueryCollection query, DateTimeOffset now)
    {
        if (!Day(query["start"], out var first) || !Day(query["end"], out var last)) return Reply.Of(Refusal.Malformed("start and end must be dates, such as 2026-01-02"));
        var start = first is { } asked && asked < Latest ? asked : first is null ? NewYork.DayOf(now) : Latest;
        var end = last ?? start.AddYears(1);
        (start, end) = (start < Earliest ? Earliest : start, end > Latest ? Latest : end);
        return Reply.Ok(new JsonArray([.. Sessions(start, end).Select(session => (JsonNode)new JsonObject
        {
            ["date"] = Text(session.Day),
            ["open"] = Time(session.Open, "HH:mm"),
            ["close"] = Time(session.Close, "HH:mm"),
            ["session_open"] = Time(session.PreOpen, "HHmm"),
            ["session_close"] = Time(session.PostClose, "HHmm"),
            ["settlement_date"] = Text(TradingCalendar.SettlementOf(session.Day)),
        })]));
    }

    private static Reply Assets(IQueryCollection query, ISimulatedMarket market)
    {
        var (status, assetClass, exchange) = (query["status"].ToString().ToLowerInvariant(), query["asset_class"].ToString(), query["exchange"].ToString());
        return Reply.Ok(new JsonArray([.. market.Assets
            .Where(asset => status is "" or "all" || (status == "active") == asset.Tradable)
            .Where(asset => assetClass.Length == 0 || AssetJson.ClassOf(asset.Symbol) == assetClass)
            .Where(asset => exchange.Length == 0 || AssetJson.ExchangeOf(asset.Symbol) == exchange)
            .Select(asset => (JsonNode)AssetJson.Of(asset))]));
    }

    private static Reply Asset(ISimulatedMarket market, string symbol) =>
        SymbolLookup.Find(market, symbol) is { } asset ? Reply.Ok(AssetJson.Of(asset)) : Reply.Of(Refusal.NotFound($"asset not found for {symbol}"));

    private static string Time(DateTimeOffset moment, string format) => NewYork.Local(moment).ToString(format, CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>False for a text that is no date; a missing one is null.</summary>
    private static bool Day(string? text, out DateOnly? day)
    {
        day = text is { Length: >= 10 } && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null;
        return day is not null || string.IsNullOrEmpty(text);
    }
}
