namespace Pipeline.Exchange;

/// <summary>What open orders hold back: shares for exits, buying power for entries.</summary>
public static class Reservations
{
    /// <summary>Shares of a position that open exits hold; the members of one OCO or bracket hold the same shares once.</summary>
    public static decimal HeldShares(decimal position, IReadOnlyList<Order> openOrders)
    {
        if (position == 0m || openOrders.Count == 0) return 0m;
        var closes = position > 0m ? Side.Sell : Side.Buy;
        var alone = 0m;
        Dictionary<Guid, decimal>? families = null;
        foreach (var order in openOrders)
        {
            if (order.Side != closes || order.Status == OrderStatus.PendingReplace) continue;
            var leaves = Math.Max(order.Holds, Replaced(order, openOrders)?.Holds ?? 0m);
            if (!IsExit(order))
            {
                alone += leaves;
                continue;
            }

            // The legs of an entry that is still working reserve nothing: there is nothing to sell yet.
            if (order.ParentId is { } parent && openOrders.Any(entry => entry.Id == parent && entry.Role == OrderRole.Entry)) continue;
            families ??= [];
            var family = FamilyOf(order, openOrders);
            families[family] = Math.Max(families.GetValueOrDefault(family), leaves);
        }

        return alone + (families?.Values.Sum() ?? 0m);
    }

    /// <summary>Buying power that an open order holds, in dollars.</summary>
    public static decimal Of(Order order)
    {
        if (order.Status == OrderStatus.PendingReplace || !order.IsOpen) return 0m;
        var own = IsExit(order) ? 0m : Own(order);
        // While a replace is on its way the larger of both orders counts, and it is counted here.
        return order is { Status: OrderStatus.PendingNew, Replaces: not null } ? Math.Max(own, order.ReserveFloor ?? 0m) : own;
    }

    /// <summary>Buying power that an order needs, in dollars.</summary>
    public static decimal CostOf(OrderRequest request, Tick tick) =>
        request.Notional ?? ((request.Quantity ?? 0m) * PriceOf(request.Side, request.Type, request.LimitPrice, request.StopPrice, tick));

    /// <summary>Buying power that a share of an order that opens or adds to a position needs, in dollars.</summary>
    public static decimal PriceOf(Side side, OrderType type, decimal? limit, decimal? stop, Tick tick)
    {
        var worst = type == OrderType.Stop && stop is { } price ? BuyStopLimit(price) : limit ?? tick.Ask;
        return side == Side.Buy ? worst : Math.Max(limit ?? 0m, tick.Ask * 1.03m);
    }

    /// <summary>The limit of the stop-limit order that a buy stop becomes: 4 % above below 50 dollars, 2.5 % from there.</summary>
    public static decimal BuyStopLimit(decimal stop) => decimal.Round(stop * (stop < 50m ? 1.04m : 1.025m), 2);

    // Rounded, so that adding and taking away any number of reservations comes back to exactly nothing.
    private static decimal Own(Order order)
    {
        var price = order.ReservePrice
            ?? (order.PositionIntent.EndsWith("_to_open", StringComparison.Ordinal) ? order.LimitPrice ?? order.StopPrice ?? 0m : 0m);
        if (price == 0m) return 0m;
        return order.Notional ?? decimal.Round(order.Leaves * price, 6);
    }

    private static Order? Replaced(Order order, IReadOnlyList<Order> openOrders) =>
        order is { Status: OrderStatus.PendingNew, Replaces: { } old } ? openOrders.FirstOrDefault(other => other.Id == old) : null;

    /// <summary>What the members of a family have in common; a successor on its way belongs to the family it joins.</summary>
    private static Guid FamilyOf(Order order, IReadOnlyList<Order> openOrders) =>
        order.ParentId ?? Replaced(order, openOrders)?.Id ?? order.Id;

    private static bool IsExit(Order order) => order.Role != OrderRole.Entry;
}
