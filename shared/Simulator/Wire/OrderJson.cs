using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The order object of Alpaca's trading API.</summary>
public static class OrderJson
{
    /// <param name="legs">Legs to nest, or null to leave them out.</param>
    public static JsonObject Of(Order order, IReadOnlyList<Order>? legs = null)
    {
        var type = WireNames.Of(order.Type);
        return new JsonObject
        {
            ["id"] = order.Id.ToString(),
            ["client_order_id"] = order.ClientOrderId,
            ["created_at"] = WireTime.Utc(order.CreatedAt),
            ["updated_at"] = WireTime.Utc(order.UpdatedAt),
            ["submitted_at"] = WireTime.Utc(order.CreatedAt),
            ["filled_at"] = WireTime.Utc(order.FilledAt),
            ["expired_at"] = WireTime.Utc(order.ExpiredAt),
            ["expires_at"] = WireTime.Utc(order.ExpiresAt),
            ["canceled_at"] = WireTime.Utc(order.CanceledAt),
            ["failed_at"] = WireTime.Utc(order.FailedAt),
            ["replaced_at"] = WireTime.Utc(order.ReplacedAt),
            ["replaced_by"] = order.ReplacedBy?.ToString(),
            ["replaces"] = order.Replaces?.ToString(),
            ["asset_id"] = AssetJson.IdOf(order.Symbol).ToString(),
            ["symbol"] = order.Symbol,
            ["asset_class"] = WireNames.Of(order.AssetClass),
            ["notional"] = Text(order.Notional),
            ["qty"] = Text(order.Quantity),
            ["filled_qty"] = Figure.Text(order.FilledQuantity),
            ["filled_avg_price"] = Text(order.AverageFillPrice),
            ["order_class"] = order.Class == OrderClass.Simple ? "" : WireNames.Of(order.Class),
            ["order_type"] = type,
            ["type"] = type,
            ["side"] = WireNames.Of(order.Side),
            ["position_intent"] = order.PositionIntent,
            ["time_in_force"] = WireNames.Of(order.TimeInForce),
            ["limit_price"] = Text(order.LimitPrice),
            ["stop_price"] = Text(order.StopPrice),
            ["status"] = WireNames.Of(order.Status),
            ["extended_hours"] = order.ExtendedHours,
            ["legs"] = legs is { Count: > 0 } ? new JsonArray([.. legs.Select(leg => (JsonNode)Of(leg))]) : null,
            ["trail_percent"] = Text(order.TrailPercent),
            ["trail_price"] = Text(order.TrailPrice),
            ["hwm"] = Text(order.HighWaterMark),
            ["subtag"] = null,
            ["source"] = null,
        };
    }

    private static string? Text(decimal? value) => value is { } number ? Figure.Text(number) : null;
}
