namespace Pipeline.Exchange;

/// <summary>What happened to an order.</summary>
public enum OrderEventKind
{
    PendingNew,
    Accepted,
    New,
    Held,
    PartialFill,
    Fill,
    PendingCancel,
    Canceled,
    PendingReplace,
    Replaced,
    Expired,
    Rejected,

    /// <summary>A leg's quantity shrank because its sibling filled in part.</summary>
    Restated,

    /// <summary>Something the venue keeps on record and does not announce: a trailing stop moved, a stop was triggered, a parent changed.</summary>
    Amended,
}
