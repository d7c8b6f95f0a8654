namespace Pipeline.Exchange;

/// <summary>May this order be changed in this way?</summary>
public static class ReplaceRules
{
    public static Refusal? Check(Order order, ReplaceRequest request, Tick tick)
    {
        return State(order) ?? Values(order, request) ?? Prices(order, request, tick);
    }

    private static Refusal? State(Order order) => order switch
    {
        { IsOpen: false } => Refusal.Unprocessable($"order is already in \"{Name(order.Status)}\" state"),
        { Status: OrderStatus.Accepted or OrderStatus.PendingNew or OrderStatus.PendingCancel or OrderStatus.PendingReplace } =>
            Refusal.Unprocessable($"cannot replace order in {Name(order.Status)} status"),
        { Notional: not null } => Refusal.Unprocessable("notional orders cannot be replaced"),
        _ => null,
    };

    private static Refusal? Values(Order order, ReplaceRequest request)
    {
        var quantityChanges = request.Quantity is { } quantity && quantity != order.Quantity;
        var advanced = order.Class != OrderClass.Simple;
        if (advanced && quantityChanges) return Refusal.Unprocessable("qty cannot be changed for advanced orders");
        if (advanced && request.TimeInForce is { } time && time != order.TimeInForce)
            return Refusal.Unprocessable("time_in_force cannot be changed for advanced orders");
        if (request.Quantity <= order.FilledQuantity) return Refusal.Unprocessable("qty must be > filled_qty");
        if (request.Quantity > ShapeRules.GreatestAmount) return Refusal.Malformed("qty and notional must be <= 1000000000");
        if (request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok) return Refusal.Malformed("invalid time_in_force");
        var trail = order.TrailPrice ?? order.TrailPercent;
        var unchanged = !quantityChanges
            && (request.TimeInForce ?? order.TimeInForce) == order.TimeInForce
            && (request.LimitPrice ?? order.LimitPrice) == order.LimitPrice
            && (request.StopPrice ?? order.StopPrice) == order.StopPrice
            && (request.Trail ?? trail) == trail;
        return unchanged ? Refusal.Unprocessable("order parameters are not changed") : null;
    }

    private static Refusal? Prices(Order order, ReplaceRequest request, Tick tick)
    {
        if (request.LimitPrice is not null && order.Type is not (OrderType.Limit or OrderType.StopLimit))
            return Refusal.Malformed($"{Name(order.Type)} orders require no limit price");
        if (request.StopPrice is not null && order.Type is not (OrderType.Stop or OrderType.StopLimit))
            return Refusal.Malformed($"{Name(order.Type)} orders require no stop price");
        if (request.Trail is not null && order.Type != OrderType.TrailingStop)
            return Refusal.Malformed($"{Name(order.Type)} orders require no trail");
        if (request.LimitPrice <= 0m || request.StopPrice <= 0m || request.Trail <= 0m) return Refusal.Malformed("price must be > 0");
        if (request.LimitPrice > ShapeRules.GreatestPrice || request.StopPrice > ShapeRules.GreatestPrice || request.Trail > ShapeRules.GreatestPrice)
            return Refusal.Malformed("price must be <= 10000000");
        return PriceRules.SubPenny("limit_price", request.LimitPrice)
            ?? PriceRules.SubPenny("stop_price", request.StopPrice)
            ?? PriceRules.StopSide(order.Side, request.StopPrice, tick.Last);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => WireNames.Of(value);
}
