using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Wire;

/// <summary>The asset object of Alpaca's trading API.</summary>
public static class AssetJson
{
    private static readonly string[] Exchanges = ["NASDAQ", "NYSE", "ARCA"];

    public static Guid IdOf(string symbol) => Chance.Id(7, 70, Chance.Hash(symbol));

    public static string ExchangeOf(string symbol) => Pairs.IsPair(symbol) ? "CRYPTO" : Exchanges[(int)(Chance.Hash(symbol) % 3)];

    public static string ClassOf(string symbol) => Pairs.IsPair(symbol) ? "crypto" : "us_equity";

    public static JsonObject Of(Asset asset)
    {
        var json = Common(asset);
        if (asset.Class == AssetClass.UsEquity) json["borrow_status"] = asset.EasyToBorrow ? "easy_to_borrow" : "hard_to_borrow";
        if (asset.MinOrderSize is { } least) json["min_order_size"] = Figure.Text(least);
        if (asset.MinTradeIncrement is { } step) json["min_trade_increment"] = Figure.Text(step);
        if (asset.PriceIncrement is { } tick) json["price_increment"] = Figure.Text(tick);
        return json;
    }

    private static IEnumerable<string> Attributes(Asset asset)
    {
        if (asset.Class != AssetClass.UsEquity) yield break;
        if (asset.FractionalExtendedHours) yield return "fractional_eh_enabled";
        if (asset.OvernightTradable) yield return "overnight_tradable";
    }

    private static JsonObject Common(Asset asset) => new()
    {
        ["id"] = IdOf(asset.Symbol).ToString(),
        ["class"] = WireNames.Of(asset.Class),
        ["exchange"] = ExchangeOf(asset.Symbol),
        ["symbol"] = asset.Symbol,
        ["name"] = asset.Name,
        ["status"] = asset.Tradable ? "active" : "inactive",
        ["tradable"] = asset.Tradable,
        ["marginable"] = asset.Marginable,
        ["shortable"] = asset.Shortable,
        ["easy_to_borrow"] = asset.EasyToBorrow,
        ["fractionable"] = asset.Fractionable,
        ["maintenance_margin_requirement"] = asset.Marginable ? 30 : 100,
        ["margin_requirement_long"] = asset.Marginable ? "30" : "100",
        ["margin_requirement_short"] = asset.Marginable ? "30" : "100",
        ["attributes"] = new JsonArray([.. Attributes(asset).Select(name => (JsonNode)name)]),
    };
}
