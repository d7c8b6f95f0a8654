using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Watchlists;

namespace Pipeline.Simulator.Wire;

/// <summary>The watchlist object of Alpaca's trading API.</summary>
public static class WatchlistJson
{
    /// <param name="assets">The assets in their order, or null to leave them out, as lists of watchlists do.</param>
    public static JsonObject Of(Watchlist list, Guid account, IEnumerable<Asset>? assets = null)
    {
        var json = new JsonObject
        {
            ["id"] = list.Id.ToString(),
            ["account_id"] = account.ToString(),
            ["created_at"] = WireTime.Utc(list.CreatedAt),
            ["updated_at"] = WireTime.Utc(list.UpdatedAt),
            ["name"] = list.Name,
        };
        if (assets is not null) json["assets"] = new JsonArray([.. assets.Select(asset => (JsonNode)AssetJson.Of(asset))]);
        return json;
    }
}
