namespace Pipeline.Exchange;

/// <summary>May this order be changed in this way? (wire contract 4.6)</summary>
public static class ReplaceRules
{
    public static Refusal? Check(Order order, ReplaceRequest request, OrderFacts facts) =>
        State(order) ?? Values(order, request) ?? Times(order, request, facts) ?? Prices(order, request, facts);

    private static Refusal? State(Order order) => order switch
    {
        { IsOpen: false } => Refusal.Unprocessable($"order is already in \"{Name(order.Status)}\" state"),
        { Status: OrderStatus.PendingNew } => Refusal.Malformed("unable to replace order, order isn't sent to exchange yet"),
        { Status: not (OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held) } =>
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
        if (PriceRules.Decimals(request.Quantity ?? 0m) > 9) return Refusal.Malformed("qty and notional accept at most 9 decimal places");
        var trail = order.TrailPrice ?? order.TrailPercent;
        var unchanged = !quantityChanges
            && (request.TimeInForce ?? order.TimeInForce) == order.TimeInForce
            && (request.LimitPrice ?? order.LimitPrice) == order.LimitPrice
            && (request.StopPrice ?? order.StopPrice) == order.StopPrice
            && (request.Trail ?? trail) == trail;
        return unchanged ? Refusal.Unprocessable("order parameters are not changed") : null;
    }

    private static Refusal? Times(Order order, ReplaceRequest request, OrderFacts facts)
    {
        var time = request.TimeInForce ?? order.TimeInForce;
        if (facts.Asset.Class == AssetClass.Crypto)
        {
            return request.TimeInForce is not (null or TimeInForce.Gtc or TimeInForce.Ioc) ? Refusal.Unprocessable("invalid crypto time_in_force") : null;
        }

        if (request.TimeInForce is not (null or TimeInForce.Day or TimeInForce.Gtc)) return Refusal.Malformed("invalid time_in_force");
        var quantity = request.Quantity ?? order.Quantity ?? 0m;
        if (decimal.Truncate(quantity) != quantity)
        {
            if (time != TimeInForce.Day) return Refusal.Unprocessable("fractional orders must be DAY orders");
            if (!facts.Asset.Fractionable) return Refusal.Unprocessable($"asset \"{order.Symbol}\" is not fractionable");
        }

        return time != order.TimeInForce && time != TimeInForce.Day && !facts.Asset.EasyToBorrow
            ? Refusal.Unprocessable($"only day orders are allowed for hard-to-borrow asset \"{order.Symbol}\"")
            : null;
    }

    private static Refusal? Prices(Order order, ReplaceRequest request, OrderFacts facts)
    {
        if (request.LimitPrice is not null && order.Type is not (OrderType.Limit or OrderType.StopLimit))
            return Refusal.Malformed($"{Name(order.Type)} orders require no limit price");
        if (request.StopPrice is not null && order.Type is not (OrderType.Stop or OrderType.StopLimit))
            return Refusal.Malformed($"{Name(order.Type)} orders require no stop price");
        if (request.Trail is not null && order.Type != OrderType.TrailingStop)
            return Refusal.Malformed($"{Name(order.Type)} orders require no trail");
        if (request.LimitPrice <= 0m || request.StopPrice <= 0m || request.Trail <= 0m) return Refusal.Malformed("price must be > 0");
        if (request.Trail < 0.1m && order.TrailPercent is not null) return Refusal.Malformed("trail_percent must be >= 0.1");
        if (request.LimitPrice > ShapeRules.GreatestPrice || request.StopPrice > ShapeRules.GreatestPrice || request.Trail > ShapeRules.GreatestPrice)
            return Refusal.Malformed("price must be <= 10000000");
        var ticks = facts.Asset.Class == AssetClass.Crypto
            ? CryptoRules.Price("limit_price", request.LimitPrice, facts.Asset) ?? CryptoRules.Price("stop_price", request.StopPrice, facts.Asset)
            : PriceRules.SubPenny("limit_price", request.LimitPrice) ?? PriceRules.SubPenny("stop_price", request.StopPrice);
        return ticks ?? PriceRules.StopSide(order.Side, request.StopPrice, facts.Tick.Last);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => WireNames.Of(value);
}
