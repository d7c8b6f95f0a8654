using System.Globalization;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>From flat to flat. All figures of a round trip follow from its orders and adjustments, never from the order of their arrival.</summary>
public static class RoundTrip
{
    /// <summary>The strategy of a position that nobody of the pipeline opened.</summary>
    public const string AdoptedStrategy = "adopted";

    private const string OversoldPrefix = "oversold-";

    /// <summary>The trade of a position that was found, not opened.</summary>
    public static string AdoptedId(Symbol symbol, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"adopted-{symbol.Token}-{at.UtcDateTime:yyyyMMddHHmmss}");

    /// <summary>Begins a round trip on a flat position.</summary>
    public static Position Open(Position position, string tradeId, string? strategy, Price? stop, Price? takeProfit)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position with
        {
            TradeId = tradeId,
            Strategy = strategy ?? AdoptedStrategy,
            InitialStop = stop,
            WantedStop = stop,
            TakeProfit = takeProfit,
            OpenedAt = null,
            ClosedAt = null,
            Peak = null,
            Trough = null,
            TrailingActive = false,
            BreakevenReached = false,
            ExitReason = null,
            ExitDeadline = null,
            Adjustments = [],
        };
    }

    /// <summary>Says which round trip an order counts for, and opens one when a buy comes upon a flat position.</summary>
    public static (Position Position, FoldedOrder Order) Assign(
        Position position, FoldedOrder order, OrderOrigin origin, Shares recorded, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(origin);
        var isOpen = !position.Quantity.IsZero;
        if (order.TradeId is not null && order.CumulativeQuantity != recorded)
            return (position, order);
        if (order.Side == OrderSide.Buy && !recorded.IsZero)
        {
            if (isOpen || (order.TradeId is not null && order.TradeId == position.TradeId))
                return (position, order with { TradeId = position.TradeId });
            var trade = order.TradeId ?? AdoptedId(position.Symbol, order.SubmittedAt ?? order.FirstExecutionAt ?? now);
            return (Open(position, trade, origin.Strategy, origin.Stop, origin.TakeProfit), order with { TradeId = trade });
        }

        // A sell takes from what is held, whichever round trip it was once sent for.
        var takes = order.Side == OrderSide.Sell && !recorded.IsZero && (isOpen || order.TradeId is null);
        return (position, takes ? order with { TradeId = position.TradeId } : order);
    }

    /// <summary>Works out quantity, sums, times and reason from the orders and adjustments of the round trip.</summary>
    /// <param name="now">Venue time, used where no execution told its own.</param>
    public static Position Derive(Position position, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (position.TradeId is null)
            return position;
        var orders = position.Orders.Where(order => order.TradeId == position.TradeId && !order.CumulativeQuantity.IsZero).ToArray();
        var adjustments = position.Adjustments.Where(one => !one.Id.StartsWith(OversoldPrefix, StringComparison.Ordinal)).ToArray();
        var bought = Sum(orders, OrderSide.Buy);
        var sold = Sum(orders, OrderSide.Sell);
        var held = bought.Quantity - sold.Quantity + adjustments.Sum(one => one.QuantityChange);
        var derived = position with
        {
            Quantity = new Shares(Math.Max(0, held)),
            BoughtQuantity = new Shares(bought.Quantity),
            BoughtNotional = new Money(bought.Notional),
            SoldQuantity = new Shares(sold.Quantity),
            SoldNotional = new Money(sold.Notional),
            OpenedAt = Earliest(orders, adjustments) ?? position.OpenedAt ?? now,
            Adjustments = held < 0 ? [.. adjustments, Oversold(position, -held, orders, now)] : adjustments,
        };
        var wasHeld = bought.Quantity > 0 || adjustments.Any(one => one.QuantityChange > 0);
        var closed = wasHeld && held <= 0;
        return derived with
        {
            ClosedAt = closed ? Latest(orders, adjustments) ?? position.ClosedAt ?? now : null,
            ExitReason = position.ExitDeadline is not null ? position.ExitReason : closed ? ReasonOfClose(derived, orders, adjustments) : null,
        };
    }

    private static (decimal Quantity, decimal Notional) Sum(FoldedOrder[] orders, OrderSide side)
    {
        var ofSide = orders.Where(order => order.Side == side).ToArray();
        return (ofSide.Sum(order => order.CumulativeQuantity.Value), ofSide.Sum(order => order.CumulativeNotional.Value));
    }

    private static DateTimeOffset? Earliest(FoldedOrder[] orders, PositionAdjustment[] adjustments) => orders
        .Where(order => order.Side == OrderSide.Buy).Select(order => order.FirstExecutionAt)
        .Concat(adjustments.Where(one => one.QuantityChange > 0).Select(one => (DateTimeOffset?)one.At)).Min();

    private static DateTimeOffset? Latest(FoldedOrder[] orders, PositionAdjustment[] adjustments) => orders
        .Select(order => order.LastExecutionAt)
        .Concat(adjustments.Select(one => (DateTimeOffset?)one.At)).Max();

    private static PositionAdjustment Oversold(Position position, decimal quantity, FoldedOrder[] orders, DateTimeOffset now) => new()
    {
        Id = OversoldPrefix + position.TradeId,
        Kind = AdjustmentKind.Correction,
        QuantityChange = quantity,
        At = Latest(orders, []) ?? now,
    };

    private static ExitReason ReasonOfClose(Position position, FoldedOrder[] orders, PositionAdjustment[] adjustments)
    {
        var last = orders.Where(order => order.Side == OrderSide.Sell)
            .OrderBy(order => order.LastExecutionAt).ThenBy(order => order.VenueOrderId, StringComparer.Ordinal).LastOrDefault();
        var adjustedAt = adjustments.Where(one => one.QuantityChange < 0).Select(one => (DateTimeOffset?)one.At).Max();
        if (last is null || adjustedAt > last.LastExecutionAt)
            return ExitReason.ClosedExternally;
        return last.Role switch
        {
            OrderRole.TakeProfit => ExitReason.TakeProfit,
            OrderRole.Stop => last.StopPrice > position.InitialStop ? ExitReason.TrailingStop : ExitReason.VenueStop,
            OrderRole.Exit => ExitReason.EmergencyExit,
            _ => ExitReason.ClosedExternally,
        };
    }
}
