using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>The query of GET /v2/orders.</summary>
public sealed record OrderQuery(
    string Status,
    int Limit,
    DateTimeOffset? After,
    DateTimeOffset? Until,
    bool Ascending,
    bool Nested,
    IReadOnlySet<string> Symbols,
    Side? Side)
{
    public static OrderQuery Of(IQueryCollection query) => new(
        query["status"].FirstOrDefault() is { Length: > 0 } status ? status : "open",
        int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 500) : 50,
        WireTime.Parse(query["after"]),
        WireTime.Parse(query["until"]),
        string.Equals(query["direction"], "asc", StringComparison.OrdinalIgnoreCase),
        bool.TryParse(query["nested"], out var nested) && nested,
        (query["symbols"].FirstOrDefault() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
        WireNames.Parse<Side>(query["side"]));

    public JsonArray Select(OrderBook book)
    {
        var matching = book.All
            .Where(order => !Nested || order.ParentId is null)
            .Where(order => Symbols.Count == 0 || Symbols.Contains(order.Symbol))
            .Where(order => Side is null || order.Side == Side)
            .Where(order => (After is null || order.CreatedAt > After) && (Until is null || order.CreatedAt < Until))
            .Where(order => HasStatus(order, book));
        if (!Ascending) matching = matching.Reverse();
        return new JsonArray([.. matching.Take(Limit).Select(order => (JsonNode)OrderJson.Of(order, Nested ? book.LegsOf(order.Id) : null))]);
    }

    /// <summary>Flat lists of open orders leave held legs out; nested ones show a family as long as any member is open.</summary>
    private bool HasStatus(Order order, OrderBook book)
    {
        var open = Nested
            ? order.IsOpen || book.LegsOf(order.Id).Any(leg => leg.IsOpen)
            : order.IsOpen && order.Status != OrderStatus.Held;
        return Status switch
        {
            "open" => open,
            "closed" => Nested ? !open : !order.IsOpen,
            _ => true,
        };
    }
}
