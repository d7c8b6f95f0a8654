namespace Pipeline.Exchange;

/// <summary>What open orders hold back: shares for exits, buying power for entries.</summary>
public static class Reservations
{
    /// <summary>Shares of a position that open exits hold; the members of one OCO or bracket hold the same shares once.</summary>
    public static decimal HeldShares(decimal position, IReadOnlyList<Order> openOrders)
    {
        var closing = openOrders.Where(order => position != 0m && (order.Side == Side.Sell) == (position > 0m)).ToList();
        var alone = closing.Where(order => !IsExit(order)).Sum(order => order.Leaves);
        return alone + closing
            .Where(order => IsExit(order) && !openOrders.Any(entry => entry.Id == order.ParentId && entry.Role == OrderRole.Entry))
            .GroupBy(order => order.ParentId ?? order.Id)
            .Sum(family => family.Max(order => order.Leaves));
    }

    /// <summary>Buying power that an open order holds, in dollars.</summary>
    /// <param name="position">Shares held in its symbol.</param>
    public static decimal HeldBy(Order order, decimal position, Tick tick)
    {
        var opens = position == 0m || (order.Side == Side.Buy) == (position > 0m);
        if (!opens || IsExit(order)) return 0m;
        return order.Notional is { } notional ? notional : order.Leaves * PriceOf(order.Side, order.Type, order.LimitPrice, order.StopPrice, tick);
    }

    /// <summary>Buying power that an order needs, in dollars.</summary>
    public static decimal CostOf(OrderRequest request, Tick tick) =>
        request.Notional
        ?? ((request.Quantity ?? 0m) * PriceOf(request.Side, request.Type, request.LimitPrice, request.StopPrice, tick));

    /// <summary>The limit of the stop-limit order that a buy stop becomes: 4 % above below 50 dollars, 2.5 % from there.</summary>
    public static decimal BuyStopLimit(decimal stop) => decimal.Round(stop * (stop < 50m ? 1.04m : 1.025m), 2);

    private static bool IsExit(Order order) => order.Role != OrderRole.Entry;

    private static decimal PriceOf(Side side, OrderType type, decimal? limit, decimal? stop, Tick tick)
    {
        var worst = type == OrderType.Stop && stop is { } price ? BuyStopLimit(price) : limit ?? tick.Ask;
        return side == Side.Buy ? worst : Math.Max(limit ?? 0m, tick.Ask * 1.03m);
    }
}
