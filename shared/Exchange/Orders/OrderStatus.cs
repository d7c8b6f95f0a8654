namespace Pipeline.Exchange;

/// <summary>Where an order is in its life.</summary>
public enum OrderStatus
{
    /// <summary>Received, not yet routed.</summary>
    PendingNew,

    /// <summary>Queued: for the next session, or for its auction.</summary>
    Accepted,
    New,

    /// <summary>An exit leg that waits: for its entry to fill, or beside a working sibling.</summary>
    Held,
    PartiallyFilled,
    PendingCancel,
    PendingReplace,
    Filled,
    Canceled,
    Expired,
    Replaced,
    Rejected,

    /// <summary>At the exchanges, being priced; rare.</summary>
    AcceptedForBidding,

    /// <summary>Does nothing more today; goes on in the next session if it lives that long.</summary>
    DoneForDay,

    /// <summary>Its trade is guaranteed and has not happened yet; rare, and cannot be cancelled.</summary>
    Stopped,

    /// <summary>Does not trade until the venue lets it; rare.</summary>
    Suspended,

    /// <summary>Done for the day, its settlement is being computed; rare.</summary>
    Calculated,
}
