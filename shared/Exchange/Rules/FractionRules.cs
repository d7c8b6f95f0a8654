namespace Pipeline.Exchange;

/// <summary>What orders for parts of a share, or for dollars, must look like.</summary>
public static class FractionRules
{
    public static Refusal? Check(OrderRequest request, OrderFacts facts)
    {
        if (request.Notional is null && decimal.Truncate(request.Quantity ?? 0m) == request.Quantity) return null;
        if (!facts.Configuration.FractionalTrading) return Refusal.Forbidden("account is not allowed to trade fractional shares");
        if (!facts.Asset.Fractionable) return Refusal.Unprocessable($"asset \"{request.Symbol}\" is not fractionable");
        if (request.TimeInForce != TimeInForce.Day) return Refusal.Unprocessable("fractional orders must be DAY orders");
        if (request.Class != OrderClass.Simple || request.Type == OrderType.TrailingStop)
            return Refusal.Unprocessable("fractional orders must be simple orders");
        if (request.Notional < 1m) return Refusal.Unprocessable("notional amount must be >= 1.00");
        if (request.Side == Side.Sell && facts.Position <= 0m) return Refusal.Unprocessable("fractional orders cannot be sold short");
        return null;
    }
}
