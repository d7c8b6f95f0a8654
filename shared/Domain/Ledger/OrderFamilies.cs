using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Ledger;

/// <summary>Which orders hang together: a leg leads to its parent, a replacement to what it replaced.</summary>
public static class OrderFamilies
{
    /// <summary>Some orders and all they descend from: without these nobody knows what a leg is to its trade.</summary>
    /// <param name="orders">All known orders by the venue's id.</param>
    /// <param name="of">The ids to begin with.</param>
    public static IReadOnlySet<string> WithAncestors(IReadOnlyDictionary<string, VenueOrder> orders, IEnumerable<string> of)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(of);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(of);
        while (open.TryPop(out var id))
        {
            if (!kept.Add(id) || !orders.TryGetValue(id, out var order))
                continue;
            if (order.ParentVenueOrderId is { } parent)
                open.Push(parent);
            if (order.ReplacesVenueOrderId is { } replaced)
                open.Push(replaced);
        }

        return kept;
    }

    /// <summary>The order that a family of orders for the same shares begins with.</summary>
    public static string RootOf(IReadOnlyDictionary<string, VenueOrder> orders, VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(order);
        var id = order.VenueOrderId;
        for (var steps = 0; steps <= orders.Count && orders.TryGetValue(id, out var one); steps++)
        {
            if ((one.ParentVenueOrderId ?? one.ReplacesVenueOrderId) is not { } above)
                return id;
            id = above;
        }

        return id;
    }
}
