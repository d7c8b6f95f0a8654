namespace Pipeline.Exchange;

/// <summary>An account must not be able to trade with itself.</summary>
public static class WashTradeRule
{
    public static Refusal? Check(OrderRequest request, OrderFacts facts)
    {
        var opposite = facts.OpenOrders.Where(order => order.Side != request.Side).ToList();
        if (opposite.Count == 0) return null;
        if (facts.Position == 0m && opposite.FirstOrDefault(order => order.Role == OrderRole.Entry) is { } entry)
        {
            return Refusal.Forbidden(request.Side == Side.Sell
                ? "cannot open a short sell while a long buy order is open"
                : "cannot open a long buy while a short sell order is open").With("existing_order_id", entry.Id.ToString());
        }

        if (request.Class is OrderClass.Bracket or OrderClass.Oco || request.Type == OrderType.TrailingStop) return null;
        foreach (var existing in opposite)
        {
            if (existing.Class is OrderClass.Bracket or OrderClass.Oco || existing.Type == OrderType.TrailingStop) continue;
            if (IsUnpriced(request.Type) || IsUnpriced(existing.Type)) return Refuse(existing, "opposite side market/stop order exists");
            var (buy, sell) = request.Side == Side.Buy ? (request.LimitPrice, existing.LimitPrice) : (existing.LimitPrice, request.LimitPrice);
            if (buy >= sell) return Refuse(existing, "opposite side limit order exists");
        }

        return null;
    }

    private static bool IsUnpriced(OrderType type) => type is OrderType.Market or OrderType.Stop;

    private static Refusal Refuse(Order existing, string reason) =>
        Refusal.Forbidden("potential wash trade detected. use complex orders")
            .With("existing_order_id", existing.Id.ToString())
            .With("reject_reason", reason);
}
