using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>One message of the trading stream.</summary>
public static class TradeUpdateJson
{
    /// <summary>The message, or null for a change that is not announced.</summary>
    public static byte[]? Of(OrderChanged changed)
    {
        if (changed.Kind == OrderEventKind.Amended) return null;
        var data = new JsonObject
        {
            ["event"] = WireNames.Of(changed.Kind),
            ["timestamp"] = WireTime.Utc(changed.At),
            ["order"] = OrderJson.Of(changed.Order),
        };
        if (changed.Execution is { } execution)
        {
            data["execution_id"] = execution.Id.ToString();
            data["price"] = Figure.Text(execution.Price);
            data["qty"] = Figure.Text(execution.Quantity);
            data["position_qty"] = Figure.Text(execution.PositionQuantity);
        }

        return Bytes(new JsonObject { ["stream"] = "trade_updates", ["data"] = data });
    }

    public static byte[] Bytes(JsonNode node) => System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());
}
