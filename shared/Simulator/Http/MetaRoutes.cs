namespace Pipeline.Simulator.Http;

/// <summary>/v2/stocks/meta: what the letters of exchanges and conditions mean, as far as the simulator uses them.</summary>
public static class MetaRoutes
{
    private static readonly Dictionary<string, string> Exchanges = new()
    {
        ["A"] = "NYSE American (AMEX)",
        ["N"] = "New York Stock Exchange",
        ["P"] = "NYSE Arca",
        ["Q"] = "NASDAQ",
        ["V"] = "IEX",
    };

    private static readonly Dictionary<string, string> TradeConditions = new() { ["@"] = "Regular Sale", ["Q"] = "Market Center Official Open", ["6"] = "Closing Prints" };

    private static readonly Dictionary<string, string> QuoteConditions = new() { ["R"] = "Regular, Two Sided Open" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/stocks/meta/exchanges", context => Of(Exchanges).WriteAsync(context.Response));
        routes.MapGet("/v2/stocks/meta/conditions/{type}", context =>
        {
            if (context.Request.Query["tape"].ToString() is not ("A" or "B" or "C")) throw DataQuery.Invalid("tape must be A, B or C");
            return (string?)context.Request.RouteValues["type"] switch
            {
                "trade" => Of(TradeConditions).WriteAsync(context.Response),
                "quote" => Of(QuoteConditions).WriteAsync(context.Response),
                var other => throw DataQuery.Invalid($"invalid ticktype: {other}"),
            };
        });
    }

    private static Reply Of(Dictionary<string, string> meanings) => DataReply.Map(null, meanings.Keys, (json, letter) => json.Text(meanings[letter]));
}
