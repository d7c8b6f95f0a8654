namespace Pipeline.Exchange;

/// <summary>Pure answers to: is this stop triggered, at what price and for how much does this order trade now?</summary>
public static class Matching
{
    private const ulong SlippageDraw = 11;
    private const ulong PartialDraw = 12;
    private const ulong ShareDraw = 13;
    private const ulong DelayDraw = 14;
    private const decimal MakerFee = 0.0015m;
    private const decimal TakerFee = 0.0025m;
    private const decimal LeastPrice = 0.01m;

    /// <summary>True when the last trade triggers a stop.</summary>
    public static bool Elects(Order order, decimal last) =>
        order.StopPrice is { } stop && (order.Side == Side.Sell ? last <= stop : last >= stop);

    /// <summary>The trailing stop after one more trade; the same value when nothing moved.</summary>
    public static Order Trail(Order order, decimal last)
    {
        var best = order.HighWaterMark is not { } mark ? last : order.Side == Side.Sell ? Math.Max(mark, last) : Math.Min(mark, last);
        if (best == order.HighWaterMark && order.StopPrice is not null) return order;
        var distance = order.TrailPrice ?? (best * order.TrailPercent!.Value / 100m);
        var stop = Math.Max(LeastPrice, decimal.Round(order.Side == Side.Sell ? best - distance : best + distance, 2));
        return order with { HighWaterMark = best, StopPrice = stop };
    }

    /// <summary>The worst price an order accepts, or null when it accepts any: its limit, a buy stop's own, a market order's collar.</summary>
    public static decimal? LimitOf(Order order) => order.Type switch
    {
        OrderType.Limit or OrderType.StopLimit => order.LimitPrice,
        OrderType.Stop when order is { Side: Side.Buy, StopPrice: { } stop } => Reservations.BuyStopLimit(stop),
        _ => order.CollarPrice,
    };

    /// <summary>What is left of a market order trades at most about 5 % beyond its first execution.</summary>
    public static decimal? CollarOf(Order order, decimal price) => order.Type is OrderType.Limit or OrderType.StopLimit
        ? null
        : order.CollarPrice ?? decimal.Round(order.Side == Side.Buy ? price * 1.05m : price * 0.95m, price >= 1m ? 2 : 4);

    /// <summary>The price an order trades at against the quote, or null when it does not trade.</summary>
    public static decimal? PriceOf(Order order, MarketView view, MatchingOptions options)
    {
        var limit = LimitOf(order);
        var quote = order.Side == Side.Buy ? view.Tick.Ask : view.Tick.Bid;
        if (quote <= 0m || !view.Admits(quote) || !Accepts(order.Side, limit, quote)) return null;
        var slip = options.MaxSlippageBasisPoints / 10_000m * (decimal)Chance.Unit(options.Seed, SlippageDraw, Draw(order));
        if (order.Side == Side.Buy)
        {
            var price = Math.Max(quote, Rounded(order, quote * (1m + slip)));
            return Math.Min(price, Math.Min(limit ?? price, view.Upper ?? price));
        }

        var proceeds = Math.Min(quote, Rounded(order, quote * (1m - slip)));
        return Math.Max(proceeds, Math.Max(limit ?? proceeds, view.Lower ?? proceeds));
    }

    /// <summary>True when a price is within an order's limit.</summary>
    public static bool Accepts(Side side, decimal? limit, decimal price) => limit is not { } worst || (side == Side.Buy ? price <= worst : price >= worst);

    /// <summary>Shares that trade in one execution at a price.</summary>
    /// <param name="forcePartial">True to fill a part only, whatever chance says.</param>
    public static decimal QuantityOf(Order order, decimal price, MatchingOptions options, bool forcePartial)
    {
        if (order.Notional is { } notional) return Math.Min(order.MostShares ?? decimal.MaxValue, decimal.Floor(notional / price * 1_000_000_000m) / 1_000_000_000m);
        if (!CanBePartial(forcePartial ? order with { ExecutionCount = 0 } : order)) return order.Leaves;
        if (!forcePartial && Chance.Unit(options.Seed, PartialDraw, Draw(order)) >= options.PartialFillProbability) return order.Leaves;
        var share = 0.2m + (0.6m * (decimal)Chance.Unit(options.Seed, ShareDraw, Draw(order)));
        return order.AssetClass == AssetClass.Crypto
            ? Math.Max(0.000001m, decimal.Round(order.Leaves * share, 6))
            : Math.Clamp(decimal.Floor(order.Leaves * share), 1m, order.Leaves - 1m);
    }

    /// <summary>True when chance or a fault may fill this order in parts: first execution, more than one whole share, or crypto.</summary>
    public static bool CanBePartial(Order order) =>
        order is { Notional: null, ExecutionCount: 0, TimeInForce: not TimeInForce.Fok }
        && (order.AssetClass == AssetClass.Crypto ? order.Leaves > 0.00001m : order.Leaves > 1m && decimal.Truncate(order.Leaves) == order.Leaves);

    /// <summary>How long the remainder of a partial fill waits.</summary>
    public static TimeSpan RemainderDelay(Order order, MatchingOptions options) =>
        options.RemainderDelay * (1 + (2 * Chance.Unit(options.Seed, DelayDraw, Draw(order))));

    /// <summary>The fee of a crypto execution (tier 1), on what is received: units for a buy, dollars for a sell.</summary>
    public static (decimal Quantity, decimal Dollars) FeeOf(Order order, decimal price, decimal quantity, DateTimeOffset now)
    {
        if (order.AssetClass != AssetClass.Crypto) return (0m, 0m);
        var made = order.Type == OrderType.Limit && order.RoutedAt < now;
        var rate = made ? MakerFee : TakerFee;
        return order.Side == Side.Buy ? (decimal.Round(quantity * rate, 9), 0m) : (0m, decimal.Round(quantity * price * rate, 4));
    }

    private static ulong Draw(Order order) => ((ulong)order.Rank << 8) + (ulong)order.ExecutionCount;

    private static decimal Rounded(Order order, decimal price) =>
        decimal.Round(price, order.AssetClass == AssetClass.Crypto ? (price >= 1m ? 4 : 9) : price >= 1m ? 2 : 4);
}
