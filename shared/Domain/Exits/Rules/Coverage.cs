using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>How many shares the stops at the venue protect, and how well.</summary>
public static class Coverage
{
    /// <summary>Shares under a stop that rests at a price or above it.</summary>
    /// <param name="orders">All known orders of the symbol.</param>
    /// <param name="stop">The price wanted; null when any stop will do.</param>
    /// <param name="trades">The market is open: a stop that is done for the day covers nothing until the next.</param>
    public static decimal Of(IReadOnlyCollection<VenueOrder> orders, Price? stop, bool trades = true)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var byId = orders.ToDictionary(order => order.VenueOrderId, StringComparer.Ordinal);

        // Of one family only one stop stands at a time: while a replace is pending, old and new are for the same shares.
        return orders
            .Where(order => IsStop(order) && Protects(order, byId, trades) && (stop is null || order.StopPrice >= stop))
            .GroupBy(order => OrderFamilies.RootOf(byId, order), StringComparer.Ordinal)
            .Sum(family => family.Max(order => order.Remaining() ?? 0));
    }

    private static bool IsStop(VenueOrder order) =>
        order.Side == OrderSide.Sell && order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;

    // A held stop protects while the order it waits beside works; behind an entry that still executes both legs are held and nothing protects.
    private static bool Protects(VenueOrder order, Dictionary<string, VenueOrder> byId, bool trades)
    {
        if (!order.Status.IsHeld())
            return order.Status.IsWorking(trades) && order.Status != OrderStatus.PendingCancel;
        // A bracket's legs share their parent; of an OCO the take-profit is the parent, and a replacement stands in its place.
        var family = OrderFamilies.RootOf(byId, order);
        return byId.Values.Any(other => other.Side == OrderSide.Sell && other.Status.IsWorking(trades) && other.VenueOrderId != order.VenueOrderId &&
            OrderFamilies.RootOf(byId, other) == family);
    }
}
