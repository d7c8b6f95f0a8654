namespace Pipeline.Exchange;

/// <summary>Where an order is in its life.</summary>
public enum OrderStatus
{
    /// <summary>Received, not yet routed.</summary>
    PendingNew,

    /// <summary>Queued until the next session opens.</summary>
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
}
