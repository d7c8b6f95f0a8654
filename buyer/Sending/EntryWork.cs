using Pipeline.Buyer.Deciding;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;

namespace Pipeline.Buyer.Sending;

/// <summary>A stored intent on its way to a known end, and who waits for that.</summary>
internal sealed class EntryWork(EntryIntent intent)
{
    public EntryIntent Intent => intent;

    /// <summary>This run has stored the intent itself.</summary>
    public bool IsOurs { get; set; }

    public EntryInquiry Inquiry { get; set; } = new();

    /// <summary>An errand is under way; its result comes back as an input.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Machine time at which the last request left.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>It was not known for a while whether the venue has it.</summary>
    public bool WasInDoubt { get; set; }

    /// <summary>Another buyer's answer stands there in ORDERS: nothing is done before it is folded.</summary>
    public ulong AnswerAfter { get; set; }

    /// <summary>Deliveries to settle once the end is recorded.</summary>
    public List<WaitingSignal> Waiting { get; } = [];

    /// <summary>The answer that must be stored before anything else is done.</summary>
    private string? Awaited { get; set; }

    /// <summary>Resumed as another's, and then found to be stored by us: our own request, if it left, is looked up anew.</summary>
    /// <param name="sentAt">Machine time at which our request left; null when it did not.</param>
    /// <param name="timing">Gives the time until the look-up.</param>
    public void BecomeOurs(DateTimeOffset? sentAt, EntryTiming timing)
    {
        IsOurs = true;
        if (sentAt is not { } left)
            return;
        (SentAt, IsBusy) = (left, true);
        Inquiry = Inquiry.Sent(left + timing.FirstLookupAfter);
    }

    public void Await(string answerId) => (Awaited, IsBusy) = (answerId, true);

    /// <summary>An answer is stored, or overtaken.</summary>
    public void Recorded(string answerId)
    {
        if (Awaited == answerId)
            (Awaited, IsBusy) = (null, false);
    }
}
