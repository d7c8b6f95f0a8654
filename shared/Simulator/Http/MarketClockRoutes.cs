using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v3/clock and /v3/calendar: the sessions of New York's exchanges, by the newer names.</summary>
public static class MarketClockRoutes
{
    private static readonly Dictionary<string, (string Code, string Name)> Markets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NYSE"] = ("XNYS", "New York Stock Exchange"),
        ["XNYS"] = ("XNYS", "New York Stock Exchange"),
        ["NASDAQ"] = ("XNAS", "Nasdaq Stock Market"),
        ["XNAS"] = ("XNAS", "Nasdaq Stock Market"),
        ["IEX"] = ("IEXG", "Investors Exchange"),
        ["IEXG"] = ("IEXG", "Investors Exchange"),
    };

    public static void Map(IEndpointRouteBuilder routes, VenueClock clock)
    {
        routes.MapGet("/v3/clock", context =>
        {
            var now = WireTime.Parse(context.Request.Query["time"]) ?? clock.Read().Time;
            var names = context.Request.Query["markets"].ToString() is { Length: > 0 } text ? text.Split(',', StringSplitOptions.TrimEntries) : ["NYSE", "NASDAQ"];
            return Reply.Ok(new JsonObject { ["clocks"] = new JsonArray([.. names.Select(name => (JsonNode)Clock(name, now))]) }).WriteAsync(context.Response);
        });
        routes.MapGet("/v3/calendar/{market}", context =>
        {
            var market = Market((string)context.Request.RouteValues["market"]!);
            var query = new DataQuery(context.Request.Query, aroundTheClock: false);
            var start = query.Day("start") ?? NewYork.DayOf(clock.Read().Time);
            var end = query.Day("end") ?? start.AddDays(7);
            if (start.Year is < 1970 or > 2100 || end.Year > 2100) throw DataQuery.Invalid("start and end must lie between 1970 and 2100");
            return Reply.Ok(new JsonObject
            {
                ["market"] = market,
                ["calendar"] = new JsonArray([.. ReferenceRoutes.Sessions(start, end).Select(session => (JsonNode)Day(session))]),
            }).WriteAsync(context.Response);
        });
    }

    private static JsonObject Market(string name) => Markets.TryGetValue(name, out var market)
        ? new JsonObject { ["acronym"] = name.ToUpperInvariant(), ["mic"] = market.Code, ["name"] = market.Name, ["timezone"] = "America/New_York" }
        : throw DataQuery.Invalid($"invalid market: {name}");

    private static JsonObject Clock(string name, DateTimeOffset now)
    {
        var session = TradingCalendar.On(NewYork.DayOf(now));
        var (phase, until) = session switch
        {
            not null when now < session.PreOpen => ("closed", session.PreOpen),
            not null when now < session.Open => ("pre", session.Open),
            not null when now < session.Close => ("core", session.Close),
            not null when now < session.PostClose => ("post", session.PostClose),
            _ => ("closed", TradingCalendar.OnOrAfter(NewYork.DayOf(now).AddDays(1)).PreOpen),
        };
        return new JsonObject
        {
            ["market"] = Market(name),
            ["timestamp"] = WireTime.Local(now),
            ["is_market_day"] = session is not null,
            ["next_market_open"] = WireTime.Local(TradingCalendar.NextOpen(now)),
            ["next_market_close"] = WireTime.Local(TradingCalendar.NextClose(now)),
            ["phase"] = phase,
            ["phase_until"] = WireTime.Local(until),
        };
    }

    private static JsonObject Day(TradingSession session) => new()
    {
        ["date"] = session.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["pre_start"] = WireTime.Local(session.PreOpen),
        ["pre_end"] = WireTime.Local(session.Open),
        ["core_start"] = WireTime.Local(session.Open),
        ["core_end"] = WireTime.Local(session.Close),
        ["post_start"] = WireTime.Local(session.Close),
        ["post_end"] = WireTime.Local(session.PostClose),
        ["settlement_date"] = TradingCalendar.SettlementOf(session.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
