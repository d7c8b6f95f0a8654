namespace Pipeline.Domain.Orders;

/// <summary>Where an order is, as far as is known: our own states before the venue has spoken of it, then the venue's statuses.</summary>
/// <remarks>Declared in the order of progress: of two words with one time the further one counts. What can follow what is in <see cref="OrderTransitions"/>.</remarks>
public enum OrderState
{
    /// <summary>The intent is stored; nothing tells whether a request left.</summary>
    Initialized,

    /// <summary>The venue refused a request for it and has no order; another sender's request may still arrive.</summary>
    Refused,

    /// <summary>A request left and its end is not known: it blocks its symbol and keeps its money until looked up.</summary>
    Unknown,

    /// <summary>Never sent, or not found by the venue long past the request's time-out; adopted should it turn up after all.</summary>
    Abandoned,

    /// <summary>The venue has it and has not yet told how it stands.</summary>
    Acknowledged,

    /// <summary>The venue has it in a status that has no name here: not an end.</summary>
    Unrecognized,
    PendingNew,
    Accepted,
    AcceptedForBidding,

    /// <summary>A leg that waits beside its sibling or behind its parent.</summary>
    Held,
    New,
    Suspended,
    Stopped,
    PartiallyFilled,

    /// <summary>No more executions today; not an end.</summary>
    DoneForDay,
    Calculated,
    PendingReplace,
    PendingCancel,
    Replaced,
    Expired,
    Canceled,
    Rejected,
    Filled,
}
