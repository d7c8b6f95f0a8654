using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>How many shares the stops at the venue protect, and how well.</summary>
public static class Coverage
{
    /// <summary>Shares under a stop that rests at a price or above it.</summary>
    /// <param name="orders">All known orders of the symbol.</param>
    /// <param name="stop">The price wanted; null when any stop will do.</param>
    public static decimal Of(IReadOnlyCollection<VenueOrder> orders, Price? stop)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Where(order => IsStop(order) && Protects(order, orders) && (stop is null || order.StopPrice >= stop)).Sum(order => order.Remaining() ?? 0);
    }

    private static bool IsStop(VenueOrder order) =>
        order.Side == OrderSide.Sell && order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;

    // A held stop protects while the order it waits beside works; behind an entry that still executes both legs are held and nothing protects.
    private static bool Protects(VenueOrder order, IReadOnlyCollection<VenueOrder> orders) =>
        (order.Status.IsWorking() && order.Status != OrderStatus.PendingCancel) ||
        (order.Status.IsHeld() && orders.Any(other => IsSibling(order, other) && other.Side == OrderSide.Sell && other.Status.IsWorking()));

    private static bool IsSibling(VenueOrder order, VenueOrder other) =>
        other.VenueOrderId != order.VenueOrderId && order.ParentVenueOrderId is { } parent &&
        (other.VenueOrderId == parent || other.ParentVenueOrderId == parent);
}
