using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>What the trading stream tells of a change of an order.</summary>
public static class TradeUpdateJson
{
    /// <summary>The data of the message, or null for a change that is not announced.</summary>
    public static JsonObject? Of(OrderChanged changed)
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

        return data;
    }

    /// <summary>A message of the trading stream.</summary>
    public static JsonObject Message(string stream, JsonObject data) => new() { ["stream"] = stream, ["data"] = data };
}
