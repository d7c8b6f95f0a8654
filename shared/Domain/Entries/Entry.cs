using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Entries;

/// <summary>One stored entry intent and what has become of it.</summary>
public sealed record Entry
{
    public required EntryIntent Intent { get; init; }

    /// <summary>Its order, joined from answers and the venue's words.</summary>
    public TrackedOrder Order { get; init; } = TrackedOrder.Initialized;

    /// <summary>Where its last answer stands in ORDERS; 0 while none was heard.</summary>
    public ulong AnswerSequence { get; init; }

    /// <summary>What is known of its request; null while nothing was recorded.</summary>
    public AnswerOutcome? Outcome => Order.Outcome;
    public string? VenueOrderId { get; init; }

    /// <summary>Earliest machine time at which the venue is known to have had the order.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Shares executed, as far as heard.</summary>
    public Shares Filled { get; init; }

    /// <summary>Machine time of the first execution, or a moment before it: what is left of a partial fill is canceled by it, rather early than late.</summary>
    public DateTimeOffset? FirstExecutionAt { get; init; }

    /// <summary>True when the venue said it will execute no more, which may be before the book has folded it.</summary>
    public bool Terminal => Ended || Order.Venue is { IsTerminal: true };

    /// <summary>True once all that the order executed is in the position book, or a newer intent in its symbol proves that.</summary>
    public bool Folded { get; init; }

    /// <summary>
    /// True once the order can execute no more and all it executed is in the position book. One that ended without an execution leaves nothing to fold: the venue's word
    /// ends it. A replaced one lives on under another id (the venue does that by itself after a corporate action): only the book ends it.
    /// </summary>
    public bool Ended => Folded || (Filled.IsZero && Order.Venue is { IsTerminal: true, Status: not OrderStatus.Replaced });

    /// <summary>Definitely without effect: refused, or given up after the venue did not know it.</summary>
    public bool HasNoEffect => Outcome is AnswerOutcome.Refused or AnswerOutcome.Abandoned;

    /// <summary>While open it occupies its symbol, a position slot and its money.</summary>
    public bool IsOpen => !Ended && !HasNoEffect;

    /// <summary>
    /// True when nobody has to find out, or to record, any more whether the venue has the order. That it was executed, or has ended, is no record: without an answer nobody
    /// can see that its sender has not been forgotten.
    /// </summary>
    public bool IsResolved => HasNoEffect || Order is { Answer: AnswerOutcome.Accepted } or { Answer: AnswerOutcome.Refused, Venue.Status: OrderStatus.Rejected };

    /// <summary>What must be subtracted from a reading's buying power because the reading may not contain this order yet.</summary>
    public Money MissingFrom(AccountValues account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return HasNoEffect || ProvenAt < account.ReadAt ? Money.Zero : Intent.Reserved;
    }

    /// <summary>The entry once the venue is known to have it.</summary>
    public Entry Proven(string? venueOrderId, DateTimeOffset at) => this with
    {
        VenueOrderId = venueOrderId ?? VenueOrderId,
        ProvenAt = ProvenAt < at ? ProvenAt : at,
    };

    /// <summary>The entry once so much of it is known to be executed.</summary>
    /// <param name="filled">Shares executed so far.</param>
    /// <param name="at">Machine time at which that was told.</param>
    public Entry Executed(Shares filled, DateTimeOffset at) => filled.IsZero ? this : this with
    {
        Filled = filled > Filled ? filled : Filled,
        FirstExecutionAt = FirstExecutionAt < at ? FirstExecutionAt : at,
    };
}
