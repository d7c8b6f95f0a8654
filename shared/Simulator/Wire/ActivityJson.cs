using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The FILL activity of Alpaca's trading API.</summary>
public static class ActivityJson
{
    /// <summary>Sorts as the executions happened.</summary>
    public static string IdOf(Execution execution) =>
        execution.At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + "::" + execution.Id;

    public static JsonObject Of(Execution execution, VenueState state) => new()
    {
        ["id"] = IdOf(execution),
        ["activity_type"] = "FILL",
        ["transaction_time"] = WireTime.Utc(execution.At),
        ["type"] = execution.LeavesQuantity == 0m ? "fill" : "partial_fill",
        ["price"] = Figure.Text(execution.Price),
        ["qty"] = Figure.Text(execution.Quantity),
        ["side"] = WireNames.Of(execution.Side),
        ["symbol"] = execution.Symbol,
        ["leaves_qty"] = Figure.Text(execution.LeavesQuantity),
        ["cum_qty"] = Figure.Text(execution.CumulativeQuantity),
        ["order_id"] = execution.OrderId.ToString(),
        ["order_status"] = execution.LeavesQuantity == 0m ? "filled" : WireNames.Of(state.Orders.Find(execution.OrderId)?.Status ?? OrderStatus.PartiallyFilled),
    };
}
