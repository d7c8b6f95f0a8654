using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The activities of Alpaca's trading API: fills, and what changed an account without one.</summary>
public static class ActivityJson
{
    /// <summary>Sorts as the executions happened.</summary>
    public static string IdOf(Execution execution) =>
        execution.At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + "::" + execution.Id;

    /// <inheritdoc cref="IdOf(Execution)"/>
    public static string IdOf(PositionAdjusted adjusted) =>
        adjusted.At.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + "::" + adjusted.Id;

    /// <summary>The venue's name for a change without an execution.</summary>
    public static string TypeOf(AdjustmentKind kind) => kind switch
    {
        AdjustmentKind.Split => "SPLIT",
        AdjustmentKind.RenamedAway or AdjustmentKind.RenamedHere => "NC",
        AdjustmentKind.CryptoFee => "CFEE",
        _ => "REORG",
    };

    public static JsonObject Of(PositionAdjusted adjusted) => new()
    {
        ["id"] = IdOf(adjusted),
        ["activity_type"] = TypeOf(adjusted.Kind),
        ["date"] = NewYork.DayOf(adjusted.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["created_at"] = WireTime.Utc(adjusted.At),
        ["net_amount"] = Figure.Text(adjusted.Cash),
        ["description"] = adjusted.Description,
        ["symbol"] = adjusted.Symbol,
        ["qty"] = Figure.Text(adjusted.Quantity),
        ["status"] = "executed",
    };

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
