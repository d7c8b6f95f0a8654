using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Orders;

/// <summary>What each status of an order means for those who count on it.</summary>
public static class OrderStatusFacts
{
    /// <summary>The venue will never execute another share of it. Only the venue's word makes an order terminal; done_for_day does not.</summary>
    public static bool IsTerminal(this OrderStatus status) =>
        status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected or OrderStatus.Replaced;

    /// <summary>The order may execute at any moment the market is open.</summary>
    /// <remarks>
    /// An order that waits for its cancel or its replacement still works until the venue says otherwise. One that is suspended or calculated is open and does nothing,
    /// and so is one that is done for the day while others still trade.
    /// </remarks>
    /// <param name="trades">False while the market is closed, when done for the day is what an order that will work tomorrow is.</param>
    public static bool IsWorking(this OrderStatus status, bool trades = true) => (status == OrderStatus.DoneForDay && !trades) || status is
        OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.PendingCancel or OrderStatus.PendingReplace or
        OrderStatus.Accepted or OrderStatus.PendingNew or OrderStatus.AcceptedForBidding or OrderStatus.Stopped;

    /// <summary>A leg that waits beside its sibling or behind its parent.</summary>
    public static bool IsHeld(this OrderStatus status) => status is OrderStatus.Held;

    /// <summary>The venue accepts a replace in this state (wire contract 4.6).</summary>
    public static bool IsReplaceable(this OrderStatus status) => status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held;

    /// <summary>Shares that may still execute; zero once terminal. Null for an open order by notional.</summary>
    public static decimal? Remaining(this VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.IsTerminal)
            return 0;
        return order.Quantity is { } ordered ? Math.Max(0, ordered.Value - order.FilledQuantity.Value) : null;
    }
}
