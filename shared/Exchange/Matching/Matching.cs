namespace Pipeline.Exchange;

/// <summary>Pure answers to: is this stop triggered, at what price and for how much does this order trade now?</summary>
public static class Matching
{
    private const ulong SlippageDraw = 11;
    private const ulong PartialDraw = 12;
    private const ulong ShareDraw = 13;
    private const ulong DelayDraw = 14;

    /// <summary>True when the last trade triggers a stop.</summary>
    public static bool Elects(Order order, decimal last) =>
        order.StopPrice is { } stop && (order.Side == Side.Sell ? last <= stop : last >= stop);

    /// <summary>The trailing stop after one more trade; the same value when nothing moved.</summary>
    public static Order Trail(Order order, decimal last)
    {
        var best = order.HighWaterMark is not { } mark ? last : order.Side == Side.Sell ? Math.Max(mark, last) : Math.Min(mark, last);
        if (best == order.HighWaterMark) return order;
        var distance = order.TrailPrice ?? (best * order.TrailPercent!.Value / 100m);
        var stop = decimal.Round(order.Side == Side.Sell ? best - distance : best + distance, 2);
        return order with { HighWaterMark = best, StopPrice = stop };
    }

    /// <summary>The price an order trades at against the quote, or null when it does not trade.</summary>
    public static decimal? PriceOf(Order order, Tick tick, MatchingOptions options)
    {
        var slip = options.MaxSlippageBasisPoints / 10_000m * (decimal)Chance.Unit(options.Seed, SlippageDraw, Draw(order));
        var limit = order.Type switch
        {
            OrderType.Limit or OrderType.StopLimit => order.LimitPrice,
            OrderType.Stop when order is { Side: Side.Buy, StopPrice: { } stop } => Reservations.BuyStopLimit(stop),
            _ => null,
        };
        if (order.Side == Side.Buy)
        {
            if (tick.Ask <= 0m || tick.Ask > limit) return null;
            var price = Rounded(tick.Ask * (1m + slip));
            return limit is { } cap ? Math.Min(cap, price) : price;
        }

        if (tick.Bid <= 0m || tick.Bid < limit) return null;
        var proceeds = Rounded(tick.Bid * (1m - slip));
        return limit is { } floor ? Math.Max(floor, proceeds) : proceeds;
    }

    /// <summary>Shares that trade in one execution at a price.</summary>
    /// <param name="forcePartial">True to fill a part only, whatever chance says.</param>
    public static decimal QuantityOf(Order order, decimal price, MatchingOptions options, bool forcePartial)
    {
        if (order.Notional is { } notional) return decimal.Floor(notional / price * 1_000_000_000m) / 1_000_000_000m;
        if (!CanBePartial(order)) return order.Leaves;
        if (!forcePartial && Chance.Unit(options.Seed, PartialDraw, Draw(order)) >= options.PartialFillProbability) return order.Leaves;
        var share = 0.2m + (0.6m * (decimal)Chance.Unit(options.Seed, ShareDraw, Draw(order)));
        return Math.Clamp(decimal.Floor(order.Leaves * share), 1m, order.Leaves - 1m);
    }

    /// <summary>True when chance or a fault may fill this order in parts: whole shares, more than one, first execution.</summary>
    public static bool CanBePartial(Order order) =>
        order is { Notional: null, ExecutionCount: 0, TimeInForce: not TimeInForce.Fok, Leaves: > 1m } && decimal.Truncate(order.Leaves) == order.Leaves;

    /// <summary>How long the remainder of a partial fill waits.</summary>
    public static TimeSpan RemainderDelay(Order order, MatchingOptions options) =>
        options.RemainderDelay * (1 + (2 * Chance.Unit(options.Seed, DelayDraw, Draw(order))));

    private static ulong Draw(Order order) => ((ulong)order.Rank << 8) + (ulong)order.ExecutionCount;

    private static decimal Rounded(decimal price) => decimal.Round(price, price >= 1m ? 2 : 4);
}
