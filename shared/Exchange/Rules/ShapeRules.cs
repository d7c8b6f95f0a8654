namespace Pipeline.Exchange;

/// <summary>Is the request complete and free of contradictions, whatever the market and the account are?</summary>
public static class ShapeRules
{
    /// <summary>Greatest number of shares or dollars an order may name; keeps every product within decimal's range.</summary>
    public const decimal GreatestAmount = 1_000_000_000m;

    /// <summary>Greatest price an order may name, in dollars.</summary>
    public const decimal GreatestPrice = 10_000_000m;

    public static Refusal? Check(OrderRequest request) => Quantities(request) ?? Prices(request);

    private static Refusal? Quantities(OrderRequest request)
    {
        if (request is { Quantity: null, Notional: null }) return Refusal.Malformed("qty or notional is required");
        if (request is { Quantity: not null, Notional: not null }) return Refusal.Malformed("only one of qty or notional is accepted");
        if (request.Quantity <= 0m) return Refusal.Malformed("qty must be > 0");
        if (request.Notional <= 0m) return Refusal.Malformed("notional must be > 0");
        if (Math.Max(request.Quantity ?? 0m, request.Notional ?? 0m) > GreatestAmount)
            return Refusal.Malformed("qty and notional must be <= 1000000000");
        if (PriceRules.Decimals(request.Quantity ?? request.Notional ?? 0m) > 9)
            return Refusal.Malformed("qty and notional accept at most 9 decimal places");
        return null;
    }

    private static Refusal? Prices(OrderRequest request)
    {
        var (limit, stop) = (request.LimitPrice, request.StopPrice);
        decimal?[] prices = [limit, stop, request.TakeProfitPrice, request.StopLossPrice, request.StopLossLimitPrice, request.TrailPrice, request.TrailPercent];
        if (prices.Any(price => price > GreatestPrice)) return Refusal.Malformed("price must be <= 10000000");
        var trails = (request.TrailPrice is null ? 0 : 1) + (request.TrailPercent is null ? 0 : 1);
        if (limit <= 0m || request.StopLossLimitPrice <= 0m || request.TakeProfitPrice <= 0m) return Refusal.Malformed("limit price must be > 0");
        if (stop <= 0m || request.StopLossPrice <= 0m) return Refusal.Malformed("stop price must be > 0");
        return request.Type switch
        {
            OrderType.Market when limit is not null || stop is not null => Refusal.Malformed("market orders require no stop or limit price"),
            OrderType.Limit when limit is null => Refusal.Malformed("limit orders require a limit price"),
            OrderType.Limit when stop is not null => Refusal.Malformed("limit orders require no stop price"),
            OrderType.Stop when stop is null => Refusal.Malformed("stop orders require a stop price"),
            OrderType.Stop when limit is not null => Refusal.Malformed("stop orders require no limit price"),
            OrderType.StopLimit when stop is null || limit is null => Refusal.Malformed("stop limit orders require both stop and limit price"),
            OrderType.TrailingStop when trails != 1 => Refusal.Malformed("trailing stop orders must specify one of trail_price or trail_percent"),
            OrderType.TrailingStop when request.TrailPrice <= 0m => Refusal.Malformed("trail_price must be > 0"),
            OrderType.TrailingStop when request.TrailPercent < 0.1m => Refusal.Malformed("trail_percent must be >= 0.1"),
            OrderType.TrailingStop when limit is not null || stop is not null =>
                Refusal.Malformed("trailing stop orders require no stop or limit price"),
            not OrderType.TrailingStop when trails > 0 => Refusal.Malformed("only trailing stop orders accept trail_price or trail_percent"),
            _ => null,
        };
    }
}
