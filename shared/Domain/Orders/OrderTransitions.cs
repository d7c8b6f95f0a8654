using System.Collections.Frozen;
using Pipeline.Contracts.Orders;
using static Pipeline.Domain.Orders.OrderState;

namespace Pipeline.Domain.Orders;

/// <summary>Which way an order can go. The stream and REST overtake each other; this tells news from old news.</summary>
public static class OrderTransitions
{
    private static readonly OrderState[] Ends = [Filled, Canceled, Expired, Replaced, Rejected];
    private static readonly OrderState[] Working = [PartiallyFilled, DoneForDay, Stopped, Suspended, Calculated, PendingReplace, PendingCancel, Unrecognized, .. Ends];
    private static readonly OrderState[] AtVenue = [PendingNew, Accepted, AcceptedForBidding, Held, New, .. Working];

    private static readonly FrozenDictionary<OrderState, FrozenSet<OrderState>> Table = new Dictionary<OrderState, OrderState[]>
    {
        [Initialized] = [Refused, Unknown, Abandoned, Acknowledged, .. AtVenue],
        [Refused] = [Unknown, Abandoned, Acknowledged, .. AtVenue],
        [Unknown] = [Abandoned, Acknowledged, .. AtVenue],
        [Abandoned] = [Acknowledged, .. AtVenue],
        [Acknowledged] = AtVenue,
        [Unrecognized] = AtVenue,
        [PendingNew] = [Accepted, AcceptedForBidding, Held, New, .. Working],
        [Accepted] = [AcceptedForBidding, Held, New, .. Working],
        [AcceptedForBidding] = [Held, New, .. Working],
        [Held] = [New, .. Working],
        [New] = [Held, .. Working],
        [PartiallyFilled] = Working,
        [DoneForDay] = [Held, New, .. Working],
        [Stopped] = [Held, New, .. Working],
        [Suspended] = [Held, New, .. Working],
        [Calculated] = [Held, New, .. Working],
        [PendingReplace] = [Held, New, .. Working],
        [PendingCancel] = [Held, New, .. Working],
        [Filled] = [],
        [Canceled] = [],
        [Expired] = [],
        [Replaced] = [],
        [Rejected] = [],
    }.ToFrozenDictionary(row => row.Key, row => row.Value.Where(to => to != row.Key).ToFrozenSet());

    private static readonly FrozenDictionary<OrderStatus, OrderState> States =
        Enum.GetValues<OrderStatus>().ToFrozenDictionary(status => status, status => Enum.Parse<OrderState>(status.ToString()));

    /// <summary>The state that a venue's status is.</summary>
    public static OrderState ToState(this OrderStatus status) => States[status];

    /// <summary>The states in which an order can next be seen; none after an end.</summary>
    public static IReadOnlySet<OrderState> From(OrderState state) => Table[state];

    /// <summary>True when an order seen in <paramref name="from"/> can later be in <paramref name="to"/>.</summary>
    public static bool IsPossible(OrderState from, OrderState to) => from == to || Table[from].Contains(to);

    /// <inheritdoc cref="IsPossible(OrderState, OrderState)"/>
    public static bool IsPossible(OrderStatus from, OrderStatus to) => IsPossible(from.ToState(), to.ToState());

    /// <summary>
    /// Two descriptions of one order as one, whichever was heard first: an ended order stays ended, then the venue's own time decides,
    /// then what is filled, then the table. Whatever the status, the larger filled quantity stands.
    /// </summary>
    public static VenueOrder Later(VenueOrder known, VenueOrder heard)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(heard);
        var later = IsOlder(known, heard) ? known : heard;
        var earlier = ReferenceEquals(later, known) ? heard : known;
        var fuller = earlier.FilledQuantity > later.FilledQuantity ? earlier : later;

        // The stream describes an order without its parent and without its legs; REST names both.
        return Completed(later, earlier) with
        {
            FilledQuantity = fuller.FilledQuantity,
            FilledAveragePrice = fuller.FilledAveragePrice,
            ParentVenueOrderId = later.ParentVenueOrderId ?? earlier.ParentVenueOrderId,
            ReplacesVenueOrderId = later.ReplacesVenueOrderId ?? earlier.ReplacesVenueOrderId,
            ReplacedByVenueOrderId = later.ReplacedByVenueOrderId ?? earlier.ReplacedByVenueOrderId,
            Legs = later.Legs.Count > 0 ? later.Legs : earlier.Legs,
        };
    }

    /// <summary>A description of an order, with what it leaves out of that which never changes taken from another of the same order.</summary>
    public static VenueOrder Completed(VenueOrder told, VenueOrder known)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(known);
        return told with
        {
            ClientOrderId = told.ClientOrderId.Length > 0 ? told.ClientOrderId : known.ClientOrderId,
            Type = told.Type != OrderType.Unrecognized ? told.Type : known.Type,
            Quantity = told.Quantity ?? known.Quantity,
            LimitPrice = told.LimitPrice ?? known.LimitPrice,
            StopPrice = told.StopPrice ?? known.StopPrice,
        };
    }

    private static bool IsOlder(VenueOrder known, VenueOrder heard)
    {
        if (heard.IsTerminal != known.IsTerminal)
            return known.IsTerminal;
        if (heard.UpdatedAt is { } heardAt && known.UpdatedAt is { } knownAt && heardAt != knownAt)
            return heardAt < knownAt;
        if (heard.FilledQuantity != known.FilledQuantity)
            return heard.FilledQuantity < known.FilledQuantity;
        if (heard.UpdatedAt is null != known.UpdatedAt is null)
            return heard.UpdatedAt is null;
        return heard.Status.ToState() < known.Status.ToState();
    }
}
