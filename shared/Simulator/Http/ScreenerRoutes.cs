using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v1beta1/screener: the most active stocks of a day, and what moved most.</summary>
public sealed class ScreenerRoutes(VenueClock clock, ISimulatedMarket market)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1beta1/screener/stocks/most-actives", MostActives);
        routes.MapGet("/v1beta1/screener/stocks/movers", context => Movers(context, "stocks"));
        routes.MapGet("/v1beta1/screener/crypto/movers", context => Movers(context, "crypto"));
    }

    private Task MostActives(HttpContext context)
    {
        var query = new DataQuery(context.Request.Query, aroundTheClock: false);
        var top = query.Whole("top", 10, 1, 100);
        var by = query.Text("by") ?? "volume";
        if (by is not ("volume" or "trades")) throw DataQuery.Invalid($"invalid by: {by}");
        var now = clock.Read().Time;
        var day = NewYork.DayOf(now);
        var bars = Symbols("stocks").Select(symbol => MarketHistory.Day(market, symbol, day, now)).OfType<MinuteBar>()
            .OrderByDescending(bar => by == "volume" ? bar.Volume : bar.Trades).ThenBy(bar => bar.Symbol, StringComparer.Ordinal).Take(top).ToList();
        return DataReply.Of(json =>
        {
            json.StartObject();
            json.Name("most_actives");
            json.StartArray();
            foreach (var bar in bars)
            {
                json.StartObject();
                json.Text("symbol", bar.Symbol);
                json.Count("volume", (long)bar.Volume);
                json.Count("trade_count", bar.Trades);
                json.EndObject();
            }

            json.EndArray();
            json.Moment("last_updated", now);
            json.EndObject();
        }).WriteAsync(context.Response);
    }

    private Task Movers(HttpContext context, string kind)
    {
        var query = new DataQuery(context.Request.Query, aroundTheClock: false);
        var top = query.Whole("top", 10, 1, 50);
        var now = clock.Read().Time;
        var moves = Symbols(kind).Select(symbol => MoveOf(symbol, now)).OfType<Move>().ToList();
        return DataReply.Of(json =>
        {
            json.StartObject();
            List(json, "gainers", moves.Where(move => move.Change > 0m).OrderByDescending(move => move.Percent).Take(top));
            List(json, "losers", moves.Where(move => move.Change < 0m).OrderBy(move => move.Percent).Take(top));
            json.Text("market_type", kind);
            json.Moment("last_updated", now);
            json.EndObject();
        }).WriteAsync(context.Response);
    }

    private IEnumerable<string> Symbols(string kind) =>
        market.Assets.Select(asset => asset.Symbol).Where(symbol => Pairs.IsPair(symbol) == (kind == "crypto"));

    private Move? MoveOf(string symbol, DateTimeOffset now)
    {
        var before = Pairs.IsPair(symbol) ? now.AddDays(-1) : TradingCalendar.Before(NewYork.DayOf(now)).Close;
        if (market.TickAt(symbol, now)?.Last is not { } price || market.TickAt(symbol, before)?.Last is not { } old || old == 0m) return null;
        return new Move(symbol, price, price - old, decimal.Round((price - old) / old * 100m, 2));
    }

    private static void List(IItemWriter json, string name, IEnumerable<Move> moves)
    {
        json.Name(name);
        json.StartArray();
        foreach (var move in moves)
        {
            json.StartObject();
            json.Text("symbol", move.Symbol);
            json.Number("percent_change", move.Percent);
            json.Number("change", move.Change);
            json.Number("price", move.Price);
            json.EndObject();
        }

        json.EndArray();
    }

    private sealed record Move(string Symbol, decimal Price, decimal Change, decimal Percent);
}
