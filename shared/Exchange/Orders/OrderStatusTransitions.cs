using static Pipeline.Exchange.OrderStatus;

namespace Pipeline.Exchange;

/// <summary>The edges an order's status may move along; everything else is a bug of the exchange.</summary>
public static class OrderStatusTransitions
{
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Edges = new()
    {
        [PendingNew] = [Accepted, New, Held, Rejected, PendingCancel, Canceled, Expired],
        [Accepted] = [New, Rejected, PendingCancel, Canceled, Expired],
        [New] = [New, PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired],
        [Held] = [Held, New, PendingCancel, PendingReplace, Canceled, Expired],
        [PartiallyFilled] = [PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired],
        [PendingCancel] = [Canceled, Filled, PartiallyFilled, Expired],
        [PendingReplace] = [Replaced, Filled, PartiallyFilled, Expired],
        [Filled] = [],
        [Canceled] = [],
        [Expired] = [],
        [Replaced] = [],
        [Rejected] = [],
    };

    /// <summary>True when an order may go from one status to the other.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Edges[from].Contains(to);

    /// <summary>True when nothing follows this status.</summary>
    public static bool IsTerminal(OrderStatus status) => Edges[status].Length == 0;
}
