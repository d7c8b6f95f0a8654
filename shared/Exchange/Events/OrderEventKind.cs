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

    /// <summary>The venue changed an order by itself: a leg shrank because its sibling filled in part or its shares are gone.</summary>
    Restated,

    /// <summary>Something the venue keeps on record and does not announce: a trailing stop moved, a stop was triggered, a parent changed.</summary>
    Amended,
    DoneForDay,
    Stopped,
    Suspended,
    Calculated,

    /// <summary>The order goes on working, or it was filled before it could be cancelled.</summary>
    OrderCancelRejected,

    /// <summary>The order goes on working unchanged, or it was filled before it could be replaced.</summary>
    OrderReplaceRejected,

    /// <summary>An execution was undone; it comes with the event.</summary>
    TradeBust,

    /// <summary>An execution got another price; it comes with the event as it is now.</summary>
    TradeCorrect,
}
