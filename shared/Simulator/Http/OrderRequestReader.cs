using Pipeline.Exchange;

namespace Pipeline.Simulator.Http;

/// <summary>Reads the bodies of POST and PATCH on orders.</summary>
public static class OrderRequestReader
{
    /// <exception cref="RefusedException">A name or number cannot be read.</exception>
    public static OrderRequest Order(RequestBody body)
    {
        var orderClass = body.Text("order_class") is null or "" ? OrderClass.Simple : body.Name<OrderClass>("order_class", "invalid order_class")!.Value;
        var profit = body.Nested("take_profit");
        var loss = body.Nested("stop_loss");
        return new OrderRequest
        {
            Symbol = body.Text("symbol") ?? throw new RefusedException(Refusal.Malformed("symbol is required")),
            Side = body.Name<Side>("side", "invalid side")!.Value,
            Type = body.Name<OrderType>("type", "invalid order type")!.Value,
            TimeInForce = body.Name<TimeInForce>("time_in_force", "invalid time_in_force")!.Value,
            Class = orderClass,
            Quantity = body.Number("qty"),
            Notional = body.Number("notional"),
            LimitPrice = body.Number("limit_price"),
            StopPrice = body.Number("stop_price"),
            TrailPrice = body.Number("trail_price"),
            TrailPercent = body.Number("trail_percent"),
            ClientOrderId = body.Text("client_order_id") is { Length: > 0 } id ? id : null,
            ExtendedHours = body.Flag("extended_hours") ?? false,
            TakeProfitPrice = profit?.Number("limit_price"),
            StopLossPrice = loss?.Number("stop_price"),
            StopLossLimitPrice = loss?.Number("limit_price"),
        };
    }

    /// <exception cref="RefusedException">A name or number cannot be read.</exception>
    public static ReplaceRequest Replace(RequestBody body) => new()
    {
        Quantity = body.Number("qty"),
        TimeInForce = body.Name<TimeInForce>("time_in_force", "invalid time_in_force", required: false),
        LimitPrice = body.Number("limit_price"),
        StopPrice = body.Number("stop_price"),
        Trail = body.Number("trail"),
        ClientOrderId = body.Text("client_order_id") is { Length: > 0 } id ? id : null,
    };
}
