using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Ledger;

/// <summary>The orders a position remembers: all of its round trip, all that are open, and of the others the latest.</summary>
public static class FoldedOrders
{
    /// <summary>Ended orders of earlier round trips kept against late repetitions of their executions.</summary>
    public const int Remembered = 24;

    /// <summary>The list with one order put in; in the order of their ids, so that it does not depend on who was heard first.</summary>
    public static IReadOnlyList<FoldedOrder> With(IReadOnlyList<FoldedOrder> orders, FoldedOrder order)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(order);
        return [.. orders.Where(one => one.VenueOrderId != order.VenueOrderId).Append(order).OrderBy(one => one.VenueOrderId, StringComparer.Ordinal)];
    }

    /// <summary>Drops the oldest ended orders of earlier round trips.</summary>
    public static IReadOnlyList<FoldedOrder> Bounded(IReadOnlyList<FoldedOrder> orders, string? tradeId)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var past = orders.Where(one => one.Ended && one.TradeId != tradeId).ToArray();
        if (past.Length <= Remembered)
            return orders;
        var forgotten = past.OrderByDescending(one => one.LastExecutionAt ?? one.SubmittedAt).Skip(Remembered)
            .Select(one => one.VenueOrderId).ToHashSet(StringComparer.Ordinal);
        return [.. orders.Where(one => !forgotten.Contains(one.VenueOrderId))];
    }
}
