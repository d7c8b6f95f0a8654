namespace Pipeline.Exchange;

/// <summary>Settles what clients asked for: routes new orders, carries out cancels and replaces.</summary>
public sealed class Intake(EventLog log, OrderFamilies families, Matcher matcher, IMarket market, VenueConduct conduct)
{
    private OrderBook Orders => log.State.Orders;

    /// <summary>True when an order may trade in a phase of the stock exchanges.</summary>
    public bool IsTradable(Order order, MarketPhase phase) => order.AssetClass == AssetClass.Crypto || phase switch
    {
        MarketPhase.Regular => true,
        MarketPhase.PreMarket or MarketPhase.AfterHours => order.ExtendedHours,
        MarketPhase.Overnight => order.ExtendedHours && (market.Find(order.Symbol)?.OvernightTradable ?? false),
        _ => false,
    };

    /// <summary>Settles one order that waits for the venue.</summary>
    /// <returns>True when something now works that did not before.</returns>
    public bool Settle(Order order, MarketPhase phase, DateTimeOffset now)
    {
        if (order.PendingUntil > now) return false;
        if (order.Status == OrderStatus.PendingCancel)
        {
            Cancel(order, now);
            return false;
        }

        if (order.Status != OrderStatus.PendingNew) return false;
        if (order.Replaces is { } replaced && Orders.Find(replaced) is { Status: not OrderStatus.Replaced } old) return Replace(old, order, now);
        if (order.ParentId is null && conduct.Rejects(order, now) is { } reason)
        {
            families.Reject(order, reason, now);
            return false;
        }

        return Route(order, phase, now);
    }

    /// <summary>Routes an order, or queues it until it can be.</summary>
    public bool Route(Order order, MarketPhase phase, DateTimeOffset now)
    {
        if (IsAuction(order) || !IsTradable(order, phase))
        {
            if (order.Status == OrderStatus.PendingNew) log.Change(OrderEventKind.Accepted, order with { Status = OrderStatus.Accepted }, now);
            return false;
        }

        if (market.Find(order.Symbol) is not { Tradable: true })
        {
            // What worked before waits for the asset to trade again.
            if (order.Status is OrderStatus.PendingNew or OrderStatus.Accepted) families.Reject(order, $"asset {order.Symbol} is not active", now);
            return false;
        }

        log.Change(OrderEventKind.New, order with { Status = order.FilledQuantity > 0m ? OrderStatus.PartiallyFilled : OrderStatus.New, RoutedAt = now }, now);
        return true;
    }

    public static bool IsAuction(Order order) => order.TimeInForce is TimeInForce.Opg or TimeInForce.Cls;

    private void Cancel(Order order, DateTimeOffset now)
    {
        if (FillsInstead(order, now)) return;
        if (conduct.Trouble?.Refuses(order, now) != true)
        {
            if (conduct.CancelRejections == 0)
            {
                families.CancelAll(order, now);
                return;
            }

            conduct.CancelRejections--;
        }

        log.Change(OrderEventKind.OrderCancelRejected, Restored(order), now);
    }

    private bool Replace(Order old, Order successor, DateTimeOffset now)
    {
        if (old.Status == OrderStatus.PendingReplace && FillsInstead(old, now)) old = Orders.Find(old.Id)!;
        var refused = old.Status == OrderStatus.PendingReplace && conduct.Trouble?.Refuses(old, now) == true;
        if (old.Status != OrderStatus.PendingReplace || successor.Quantity <= 0m || refused || conduct.ReplaceRejections > 0)
        {
            if (old.Status == OrderStatus.PendingReplace && !refused && conduct.ReplaceRejections > 0) conduct.ReplaceRejections--;
            log.Change(OrderEventKind.OrderReplaceRejected, old.Status == OrderStatus.PendingReplace ? Restored(old) : old, now);
            families.Reject(successor, "the order it should replace is no longer working", now);
            return false;
        }

        log.Change(OrderEventKind.Replaced, old with { Status = OrderStatus.Replaced, ReplacedAt = now, Underlying = null }, now);
        families.MoveLegs(old, successor, now);
        var held = families.MustBeHeld(successor);
        var routed = successor with { Status = held ? OrderStatus.Held : OrderStatus.New, RoutedAt = held ? null : now, PendingUntil = null };
        log.Change(held ? OrderEventKind.Held : OrderEventKind.New, routed, now);
        return true;
    }

    private bool FillsInstead(Order order, DateTimeOffset now) =>
        order.IsWorking && conduct.Trouble?.FillsWhilePending(order, now) == true
        && market.TickAt(order.Symbol, now) is { } tick && matcher.FillNow(order, tick, now).Status == OrderStatus.Filled;

    private static Order Restored(Order order) => order with
    {
        Status = order.Underlying ?? order.Status,
        Underlying = null,
        PendingUntil = null,
        ReplacedBy = null,
    };
}
