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
    public static void Map(IEndpointRouteBuilder routes, VenueClock clock, ISimulatedMarket market)
    {
        routes.MapGet("/v2/clock", context => Clock(clock.Read().Time).WriteAsync(context.Response));
        routes.MapGet("/v2/calendar", context => Calendar(context.Request.Query, clock.Read().Time).WriteAsync(context.Response));
        routes.MapGet("/v2/assets", context => Assets(context.Request.Query, market).WriteAsync(context.Response));
        routes.MapGet("/v2/assets/{symbol}", context =>
        {
            var symbol = Uri.UnescapeDataString((string)context.Request.RouteValues["symbol"]!);
            var asset = market.Find(symbol) ?? market.Assets.FirstOrDefault(known => AssetJson.IdOf(known.Symbol).ToString() == symbol);
            return (asset is null ? Reply.Of(Refusal.NotFound($"asset not found for {symbol}")) : Reply.Ok(AssetJson.Of(asset))).WriteAsync(context.Response);
        });
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
        var start = Day(query["start"]) ?? NewYork.DayOf(now);
        var end = Day(query["end"]) ?? start.AddYears(1);
        if (end < start || end > start.AddYears(30)) return Reply.Of(Refusal.Malformed("end must lie within 30 years after start"));
        var days = new JsonArray();
        for (var session = TradingCalendar.OnOrAfter(start); session.Day <= end; session = TradingCalendar.OnOrAfter(session.Day.AddDays(1)))
        {
            days.Add((JsonNode)new JsonObject
            {
                ["date"] = session.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["open"] = Time(session.Open, "HH:mm"),
                ["close"] = Time(session.Close, "HH:mm"),
                ["session_open"] = Time(session.PreOpen, "HHmm"),
                ["session_close"] = Time(session.PostClose, "HHmm"),
                ["settlement_date"] = TradingCalendar.SettlementOf(session.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            });
        }

        return Reply.Ok(days);
    }

    private static Reply Assets(IQueryCollection query, ISimulatedMarket market)
    {
        var (status, assetClass, exchange) = (query["status"].ToString(), query["asset_class"].ToString(), query["exchange"].ToString());
        if (assetClass is not ("" or "us_equity")) return Reply.Ok(new JsonArray());
        return Reply.Ok(new JsonArray([.. market.Assets
            .Where(asset => status is "" or "all" || (status == "active") == asset.Tradable)
            .Where(asset => exchange.Length == 0 || AssetJson.ExchangeOf(asset.Symbol) == exchange)
            .Select(asset => (JsonNode)AssetJson.Of(asset))]));
    }

    private static string Time(DateTimeOffset moment, string format) => NewYork.Local(moment).ToString(format, CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
