using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/positions.</summary>
public static class PositionRoutes
{
    public static void Map(IEndpointRouteBuilder routes, EngineLoop engine, ISimulatedMarket market)
    {
        routes.MapGet("/v2/positions", context => OrderRoutes.Answer(context, engine.Ask((venue, now) => Reply.Ok(new JsonArray(
            [.. venue.State.Ledger.Positions.Select(position => (JsonNode)PositionJson.Of(position, venue.State, market, now))])))));
        // Some clients write the slash of a pair as it is.
        foreach (var path in new[] { "/v2/positions/{symbol}", "/v2/positions/{symbol}/{quote}" }) One(routes, path, engine, market);
        routes.MapDelete("/v2/positions", context =>
        {
            var cancels = bool.TryParse(context.Request.Query["cancel_orders"], out var value) && value;
            return OrderRoutes.Answer(context, engine.Ask((venue, now) => CloseAll(venue, cancels, now)));
        });
    }

    private static void One(IEndpointRouteBuilder routes, string path, EngineLoop engine, ISimulatedMarket market)
    {
        routes.MapGet(path, context =>
        {
            var symbol = Symbol(context, market);
            return OrderRoutes.Answer(context, engine.Ask((venue, now) => venue.State.Ledger.Find(symbol) is { } position
                ? Reply.Ok(PositionJson.Of(position, venue.State, market, now))
                : Reply.Of(Refusal.NotFound("position does not exist"))));
        });
        routes.MapDelete(path, context =>
        {
            var symbol = Symbol(context, market);
            var quantity = Number(context, "qty");
            var percentage = Number(context, "percentage");
            return OrderRoutes.Answer(context, engine.Ask((venue, now) => Close(venue, symbol, quantity, percentage, now)));
        });
    }

    private static Reply Close(TradingVenue venue, string symbol, decimal? quantity, decimal? percentage, DateTimeOffset now)
    {
        if (percentage is <= 0m or > 100m) return Reply.Of(Refusal.Malformed("percentage must be above 0 and at most 100"));
        if (percentage is { } percent)
        {
            var part = Math.Abs(venue.State.Ledger.QuantityOf(symbol)) * percent / 100m;
            quantity = decimal.Floor(part * 1_000_000_000m) / 1_000_000_000m;
        }

        var answer = venue.Close(symbol, quantity, now);
        return answer.Order is { } order ? Reply.Ok(OrderJson.Of(order)) : Reply.Of(answer.Refusal!);
    }

    private static Reply CloseAll(TradingVenue venue, bool cancels, DateTimeOffset now)
    {
        if (cancels)
        {
            OrderRoutes.CancelAll(venue, now);
            venue.Step(now);
        }

        var answers = new JsonArray();
        foreach (var position in venue.State.Ledger.Positions.ToList())
        {
            var answer = venue.Close(position.Symbol, null, now);
            answers.Add((JsonNode)new JsonObject
            {
                ["symbol"] = position.Symbol,
                ["status"] = answer.Refusal?.Status ?? 200,
                ["body"] = answer.Order is { } order ? OrderJson.Of(order) : Reply.BodyOf(answer.Refusal!),
            });
        }

        return Reply.Of(207, answers);
    }

    /// <summary>The symbol in the path, which may be an asset id or a pair without its slash instead.</summary>
    private static string Symbol(HttpContext context, ISimulatedMarket market)
    {
        var quote = (string?)context.Request.RouteValues["quote"];
        return SymbolLookup.Of(market, HistoryRoutes.SymbolOf(context) + (quote is null ? "" : "/" + quote));
    }

    private static decimal? Number(HttpContext context, string name) =>
        decimal.TryParse(context.Request.Query[name], NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
}
