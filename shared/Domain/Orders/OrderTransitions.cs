using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Orders;

/// <summary>Which way an order's status can go. The stream and REST overtake each other; this tells news from old news.</summary>
public static class OrderTransitions
{
    /// <summary>True when an order seen in <paramref name="from"/> can later be in <paramref name="to"/>.</summary>
    public static bool IsPossible(OrderStatus from, OrderStatus to)
    {
        if (from == to)
            return true;
        if (from.IsTerminal())
            return false;
        return to switch
        {
            OrderStatus.PendingNew => from is OrderStatus.Unrecognized,
            OrderStatus.Accepted or OrderStatus.AcceptedForBidding => from is OrderStatus.PendingNew or OrderStatus.Unrecognized or OrderStatus.Held,
            OrderStatus.Held => from is OrderStatus.PendingNew or OrderStatus.Accepted or OrderStatus.New or OrderStatus.Unrecognized,
            OrderStatus.New => from is not OrderStatus.PartiallyFilled,
            _ => true,
        };
    }

    /// <summary>
    /// The later of two descriptions of one order. An ended order stays ended, more filled is later; for the rest the venue's own
    /// time decides, and what was heard last where it gives none.
    /// </summary>
    public static VenueOrder Later(VenueOrder known, VenueOrder heard)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(heard);
        var later = IsOlder(known, heard) ? known : heard;
        var earlier = ReferenceEquals(later, known) ? heard : known;

        // The stream describes an order without its parent and without its legs; REST names both.
        return later with
        {
            ParentVenueOrderId = later.ParentVenueOrderId ?? earlier.ParentVenueOrderId,
            ReplacesVenueOrderId = later.ReplacesVenueOrderId ?? earlier.ReplacesVenueOrderId,
            ReplacedByVenueOrderId = later.ReplacedByVenueOrderId ?? earlier.ReplacedByVenueOrderId,
            Legs = later.Legs.Count > 0 ? later.Legs : earlier.Legs,
        };
    }

    private static bool IsOlder(VenueOrder known, VenueOrder heard)
    {
        if (heard.FilledQuantity != known.FilledQuantity)
            return heard.FilledQuantity < known.FilledQuantity;
        if (heard.IsTerminal != known.IsTerminal)
            return known.IsTerminal;
        if (heard.UpdatedAt is { } heardAt && known.UpdatedAt is { } knownAt && heardAt != knownAt)
            return heardAt < knownAt;
        return !IsPossible(known.Status, heard.Status);
    }
}
