using static Pipeline.Exchange.OrderStatus;

namespace Pipeline.Exchange;

/// <summary>The edges an order's status may move along; everything else is a bug of the exchange.</summary>
public static class OrderStatusTransitions
{
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Edges = new()
    {
        [PendingNew] = [Accepted, New, Held, Rejected, PendingCancel, Canceled, Expired, AcceptedForBidding, Suspended],
        [Accepted] = [New, Rejected, PendingCancel, Canceled, Expired, AcceptedForBidding, Suspended, Replaced],
        [AcceptedForBidding] = [New, Rejected, PendingCancel, Canceled, Expired],
        [New] = [PartiallyFilled, Filled, PendingCancel, PendingReplace, Canceled, Expired, Replaced, Rejected, DoneForDay, Stopped, Suspended, Calculated],
        [Held] = [New, PendingCancel, PendingReplace, Canceled, Expired, Replaced, Rejected],
        [PartiallyFilled] = [Filled, PendingCancel, PendingReplace, Canceled, Expired, Replaced, DoneForDay, Stopped, Suspended, Calculated],

        // A refused cancel or replace gives an order its old status back.
        [PendingCancel] = [Canceled, Filled, Expired, PendingNew, Accepted, New, Held, PartiallyFilled, DoneForDay, Suspended, Calculated, AcceptedForBidding, Rejected],
        [PendingReplace] = [Replaced, Filled, Canceled, Expired, New, Held, PartiallyFilled],
        [DoneForDay] = [New, PartiallyFilled, PendingCancel, Canceled, Expired, Replaced, Calculated],
        [Calculated] = [New, PartiallyFilled, PendingCancel, Canceled, Expired],
        [Suspended] = [Accepted, New, PartiallyFilled, PendingCancel, Canceled, Expired],
        [Stopped] = [PartiallyFilled, Filled, Expired, Canceled],
        [Filled] = [],
        [Canceled] = [],
        [Expired] = [],
        [Replaced] = [],
        [Rejected] = [],
    };

    private static readonly bool[] Terminal = [.. Enum.GetValues<OrderStatus>().Select(status => Edges[status].Length == 0)];

    /// <summary>True when an order may go from one status to the other; staying is no move.</summary>
    public static bool Allows(OrderStatus from, OrderStatus to) => Edges[from].Contains(to);

    /// <summary>True when nothing follows this status.</summary>
    public static bool IsTerminal(OrderStatus status) => Terminal[(int)status];
}
