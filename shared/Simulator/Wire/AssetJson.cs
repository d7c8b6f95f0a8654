using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The asset object of Alpaca's trading API.</summary>
public static class AssetJson
{
    private static readonly string[] Exchanges = ["NASDAQ", "NYSE", "ARCA"];

    public static Guid IdOf(string symbol) => Chance.Id(7, 70, Chance.Hash(symbol));

    public static string ExchangeOf(string symbol) => Exchanges[(int)(Chance.Hash(symbol) % 3)];

    public static JsonObject Of(Asset asset) => new()
    {
        ["id"] = IdOf(asset.Symbol).ToString(),
        ["class"] = "us_equity",
        ["exchange"] = ExchangeOf(asset.Symbol),
        ["symbol"] = asset.Symbol,
        ["name"] = asset.Name,
        ["status"] = asset.Tradable ? "active" : "inactive",
        ["tradable"] = asset.Tradable,
        ["marginable"] = true,
        ["shortable"] = asset.Shortable,
        ["easy_to_borrow"] = asset.EasyToBorrow,
        ["borrow_status"] = asset.EasyToBorrow ? "easy_to_borrow" : "hard_to_borrow",
        ["fractionable"] = asset.Fractionable,
        ["margin_requirement_long"] = "30",
        ["margin_requirement_short"] = "30",
        ["attributes"] = new JsonArray("fractional_eh_enabled"),
    };
}
