namespace Pipeline.Exchange;

/// <summary>What orders for a crypto pair must look like, and whether the account has what they trade away (wire contract 4.2, 4.8).</summary>
public static class CryptoRules
{
    /// <summary>Least worth of an order, in dollars, as paper asks for.</summary>
    public const decimal LeastCostBasis = 10m;

    public static Refusal? Check(OrderRequest request, OrderFacts facts) => Shape(request) ?? ClassRules.Check(request, facts) ?? Increments(request, facts) ?? Balance(request, facts);

    private static Refusal? Shape(OrderRequest request)
    {
        if (request.Class != OrderClass.Simple)
            return Refusal.Unprocessable($"crypto orders not allowed for advanced order_class: {WireNames.Of(request.Class)}");
        if (request.Type is OrderType.Stop or OrderType.TrailingStop) return Refusal.Unprocessable("invalid order type for crypto order");
        if (request.TimeInForce is not (TimeInForce.Gtc or TimeInForce.Ioc)) return Refusal.Unprocessable("invalid crypto time_in_force");
        return request.ExtendedHours ? Refusal.Unprocessable("extended hours are not supported for crypto orders") : null;
    }

    private static Refusal? Increments(OrderRequest request, OrderFacts facts)
    {
        var asset = facts.Asset;
        if (request.Quantity < asset.MinOrderSize)
            return Refusal.Unprocessable($"qty must be >= minimal qty of order {Figure.Text(asset.MinOrderSize!.Value)}");
        if (!IsMultiple(request.Quantity, asset.MinTradeIncrement))
            return Refusal.Unprocessable($"qty must be a multiple of {Figure.Text(asset.MinTradeIncrement!.Value)}");
        return Price("limit_price", request.LimitPrice, asset) ?? Price("stop_price", request.StopPrice, asset);
    }

    /// <summary>A price must lie on the pair's own tick.</summary>
    public static Refusal? Price(string field, decimal? price, Asset asset) => IsMultiple(price, asset.PriceIncrement)
        ? null
        : Refusal.Unprocessable($"invalid {field} {Figure.Text(price!.Value)}. price must be a multiple of {Figure.Text(asset.PriceIncrement!.Value)}");

    /// <summary>A sale's coins must be there and not held by other orders.</summary>
    public static Refusal? Sold(OrderRequest request, OrderFacts facts)
    {
        var available = Math.Max(0m, facts.Owned - Reservations.HeldShares(facts.Position, facts.OpenOrders));
        var wanted = request.Quantity ?? AvailabilityRules.SharesFor(request.Notional!.Value, facts.Tick);
        return wanted <= available ? null : Insufficient(request.Symbol.Split('/')[0], wanted, available);
    }

    private static Refusal? Balance(OrderRequest request, OrderFacts facts)
    {
        var worth = request.Notional ?? (request.Quantity!.Value * (request.LimitPrice ?? facts.Tick.Last));
        if (worth < LeastCostBasis) return Refusal.Forbidden($"cost basis must be >= minimal amount of order {Figure.Text(LeastCostBasis)}");
        if (request.Side == Side.Sell) return Sold(request, facts);
        var cost = decimal.Round(Reservations.CostOf(request, facts.Tick), 9);
        return cost <= facts.Figures.NonMarginableBuyingPower ? null : Insufficient(request.Symbol.Split('/')[^1], cost, facts.Figures.NonMarginableBuyingPower);
    }

    private static Refusal Insufficient(string currency, decimal requested, decimal available) =>
        Refusal.Forbidden($"insufficient balance for {currency} (requested: {Figure.Text(requested)}, available: {Figure.Text(available)})")
            .With("available", Figure.Text(available));

    private static bool IsMultiple(decimal? value, decimal? increment) => value is not { } amount || increment is not { } step || amount % step == 0m;
}
