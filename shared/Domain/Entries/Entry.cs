using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>One stored entry intent and what has become of it.</summary>
public sealed record Entry
{
    public required EntryIntent Intent { get; init; }

    /// <summary>What is known of its request; null while nothing was recorded.</summary>
    public AnswerOutcome? Outcome { get; init; }
    public string? VenueOrderId { get; init; }

    /// <summary>Earliest machine time at which the venue is known to have had the order.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>Shares executed, as far as heard.</summary>
    public Shares Filled { get; init; }

    /// <summary>Machine time at which the monitor told of the first execution that we heard of.</summary>
    public DateTimeOffset? FirstExecutionAt { get; init; }

    /// <summary>True when the venue said it will execute no more, which may be before the book has folded it.</summary>
    public bool Terminal { get; init; }

    /// <summary>True once the order can execute no more and all it executed is in the position book.</summary>
    public bool Ended { get; init; }

    /// <summary>Definitely without effect: refused, or given up after the venue did not know it.</summary>
    public bool HasNoEffect => Outcome is AnswerOutcome.Refused or AnswerOutcome.Abandoned;

    /// <summary>While open it occupies its symbol, a position slot and its money.</summary>
    public bool IsOpen => !Ended && !HasNoEffect;

    /// <summary>True when nobody has to find out any more whether the venue has the order.</summary>
    public bool IsResolved => Ended || Outcome is AnswerOutcome.Accepted || HasNoEffect;

    /// <summary>What must be subtracted from a reading's buying power because the reading may not contain this order yet.</summary>
    public Money MissingFrom(AccountValues account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return HasNoEffect || ProvenAt < account.ReadAt ? Money.Zero : Intent.Reserved;
    }

    /// <summary>The entry once the venue is known to have it.</summary>
    public Entry Proven(string? venueOrderId, DateTimeOffset at) => this with
    {
        Outcome = AnswerOutcome.Accepted,
        VenueOrderId = venueOrderId ?? VenueOrderId,
        ProvenAt = ProvenAt < at ? ProvenAt : at,
    };
}
