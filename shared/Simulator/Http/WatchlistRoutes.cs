using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Watchlists;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>/v2/watchlists, by id and by name.</summary>
public sealed class WatchlistRoutes(WatchlistBook book, ISimulatedMarket market, VenueClock clock, Guid account)
{
    private const int LongestName = 64;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/watchlists", context => Reply.Ok(new JsonArray([.. book.All().Select(list => (JsonNode)WatchlistJson.Of(list, account))])).WriteAsync(context.Response));
        routes.MapPost("/v2/watchlists", Create);
        foreach (var path in new[] { "/v2/watchlists/{id}", "/v2/watchlists:by_name" })
        {
            routes.MapGet(path, context => Full(Find(context)).WriteAsync(context.Response));
            routes.MapPut(path, Update);
            routes.MapPost(path, AddSymbol);
            routes.MapDelete(path, context =>
            {
                book.Remove(Find(context).Id);
                return new Reply(204, null).WriteAsync(context.Response);
            });
        }

        routes.MapDelete("/v2/watchlists/{id}/{symbol}", context => RemoveSymbol(context, HistoryRoutes.SymbolOf(context)));
        routes.MapDelete("/v2/watchlists/{id}/{symbol}/{quote}", context => RemoveSymbol(context, $"{HistoryRoutes.SymbolOf(context)}/{context.Request.RouteValues["quote"]}"));
    }

    private async Task Create(HttpContext context)
    {
        var body = await OrderRoutes.Body(context);
        var list = book.Add(Name(body.Text("name")), Known(body.Texts("symbols") ?? []), clock.Read().Time)
            ?? throw new RefusedException(Refusal.Malformed("watchlist name must be unique"));
        await Full(list).WriteAsync(context.Response);
    }

    private async Task Update(HttpContext context)
    {
        var found = Find(context);
        var body = await OrderRoutes.Body(context);
        var name = body.Text("name") is { } text ? Name(text) : found.Name;
        if (book.Find(list => list.Name == name && list.Id != found.Id) is not null) throw new RefusedException(Refusal.Malformed("watchlist name must be unique"));
        var symbols = body.Texts("symbols") is { } texts ? Known(texts) : null;
        await Changed(context, found.Id, list => list with { Name = name, Symbols = symbols ?? list.Symbols });
    }

    private async Task AddSymbol(HttpContext context)
    {
        var found = Find(context);
        var symbol = Known([(await OrderRoutes.Body(context)).Text("symbol") ?? throw new RefusedException(Refusal.Malformed("symbol is required"))])[0];
        await Changed(context, found.Id, list => list.Symbols.Contains(symbol)
            ? throw new RefusedException(Refusal.Malformed("duplicate symbol"))
            : list with { Symbols = [.. list.Symbols, symbol] });
    }

    private Task RemoveSymbol(HttpContext context, string symbol) => Changed(context, Find(context).Id, list => list.Symbols.Contains(symbol)
        ? list with { Symbols = [.. list.Symbols.Where(kept => kept != symbol)] }
        : throw new RefusedException(Refusal.NotFound($"symbol not found: {symbol}")));

    private Task Changed(HttpContext context, Guid id, Func<Watchlist, Watchlist> change)
    {
        var changed = book.Change(id, list => change(list) with { UpdatedAt = clock.Read().Time }) ?? throw Missing();
        return Full(changed).WriteAsync(context.Response);
    }

    private Watchlist Find(HttpContext context)
    {
        var id = (string?)context.Request.RouteValues["id"];
        var name = context.Request.Query["name"].ToString();
        return book.Find(list => id is null ? list.Name == name : list.Id.ToString() == id) ?? throw Missing();
    }

    private Reply Full(Watchlist list) => Reply.Ok(WatchlistJson.Of(list, account, list.Symbols.Select(market.Find).OfType<Asset>()));

    private IReadOnlyList<string> Known(IReadOnlyList<string> symbols) =>
        [.. symbols.Distinct(StringComparer.Ordinal).Select(symbol => market.Find(symbol)?.Symbol ?? throw new RefusedException(Refusal.Unprocessable($"asset \"{symbol}\" not found")))];

    private static string Name(string? name) => name is { Length: > 0 and <= LongestName }
        ? name
        : throw new RefusedException(Refusal.Malformed($"watchlist name must have between 1 and {LongestName} characters"));

    private static RefusedException Missing() => new(Refusal.NotFound("watchlist not found"));
}
