namespace Pipeline.Exchange;

/// <summary>What brackets, OTO and OCO orders must look like.</summary>
public static class ClassRules
{
    public static Refusal? Check(OrderRequest request, OrderFacts facts) => request.Class switch
    {
        OrderClass.Simple => request.TakeProfitPrice is null && request.StopLossPrice is null
            ? null
            : Refusal.Malformed("simple orders accept no take_profit or stop_loss"),
        _ => Common(request) ?? Legs(request) ?? Direction(request, facts) ?? Distance(request, facts),
    };

    private static Refusal? Common(OrderRequest request)
    {
        var name = request.Class.ToString().ToLowerInvariant();
        if (request.TimeInForce is not (TimeInForce.Day or TimeInForce.Gtc))
            return Refusal.Unprocessable($"{name} orders must be day or gtc");
        return request.Type is OrderType.TrailingStop ? Refusal.Unprocessable($"trailing stop orders cannot be part of {name} orders") : null;
    }

    private static Refusal? Legs(OrderRequest request)
    {
        var (profit, loss) = (request.TakeProfitPrice is not null, request.StopLossPrice is not null);
        return request.Class switch
        {
            OrderClass.Bracket when !profit => Refusal.Malformed("bracket orders require take_profit.limit_price"),
            OrderClass.Bracket when !loss => Refusal.Malformed("bracket orders require stop_loss.stop_price"),
            OrderClass.Oto when profit == loss => Refusal.Malformed("oto orders require either take_profit or stop_loss"),
            OrderClass.Oco when request.Type != OrderType.Limit => Refusal.Unprocessable("oco orders must be limit orders"),
            OrderClass.Oco when !loss => Refusal.Malformed("oco orders require stop_loss.stop_price"),
            _ => null,
        };
    }

    private static Refusal? Direction(OrderRequest request, OrderFacts facts) => request.Class switch
    {
        OrderClass.Bracket when facts.Position != 0m => Refusal.Unprocessable("bracket orders must be entry orders"),
        OrderClass.Oto when !facts.Opens(request.Side) => Refusal.Unprocessable("oto orders must be entry orders"),
        OrderClass.Oco when facts.Opens(request.Side) => Refusal.Unprocessable("oco orders must be exit orders"),
        _ => null,
    };

    /// <summary>
    /// Exits keep at least a cent from the base price: the take-profit for an OCO, else the entry's limit. A stop must
    /// keep it from the last trade too, or it would be triggered on arrival.
    /// </summary>
    private static Refusal? Distance(OrderRequest request, OrderFacts facts)
    {
        var exitSells = (request.Class == OrderClass.Oco) == (request.Side == Side.Sell);
        var market = facts.Tick.Last;
        var basePrice = request.LimitPrice ?? request.StopPrice ?? market;
        if (request.StopLossPrice is { } stop)
        {
            var bound = exitSells ? Math.Min(basePrice, market) : Math.Max(basePrice, market);
            if (exitSells && stop > bound - 0.01m) return TooClose("stop_loss.stop_price must be <= base_price - 0.01", bound);
            if (!exitSells && stop < bound + 0.01m) return TooClose("stop_loss.stop_price must be >= base_price + 0.01", bound);
        }

        if (request.Class == OrderClass.Oco || request.TakeProfitPrice is not { } profit) return null;
        if (exitSells && profit < basePrice + 0.01m) return TooClose("take_profit.limit_price must be >= base_price + 0.01", basePrice);
        if (!exitSells && profit > basePrice - 0.01m) return TooClose("take_profit.limit_price must be <= base_price - 0.01", basePrice);
        return null;
    }

    private static Refusal TooClose(string message, decimal basePrice) =>
        Refusal.Unprocessable(message).With("base_price", Figure.Text(basePrice));
}
