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
        var byId = orders.ToDictionary(order => order.VenueOrderId, StringComparer.Ordinal);
        return orders
            .Where(order => IsStop(order) && Protects(order, byId) && (stop is null || order.StopPrice >= stop))
            .Sum(order => order.Remaining() ?? 0);
    }

    private static bool IsStop(VenueOrder order) =>
        order.Side == OrderSide.Sell && order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;

    // A held stop protects while the order it waits beside works; behind an entry that still executes both legs are held and nothing protects.
    private static bool Protects(VenueOrder order, Dictionary<string, VenueOrder> byId)
    {
        if (!order.Status.IsHeld())
            return order.Status.IsWorking() && order.Status != OrderStatus.PendingCancel;
        var family = FamilyOf(order, byId);
        return byId.Values.Any(other =>
            other.Side == OrderSide.Sell && other.Status.IsWorking() && other.VenueOrderId != order.VenueOrderId && FamilyOf(other, byId) == family);
    }

    // A bracket's legs share their parent; of an OCO the take-profit is the parent, and a replacement stands in its place.
    private static string FamilyOf(VenueOrder order, Dictionary<string, VenueOrder> byId)
    {
        var id = order.VenueOrderId;
        for (var steps = 0; steps <= byId.Count && byId.TryGetValue(id, out var one); steps++)
        {
            if ((one.ParentVenueOrderId ?? one.ReplacesVenueOrderId) is not { } above)
                return id;
            id = above;
        }

        return id;
    }
}
