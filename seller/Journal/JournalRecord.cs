using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Seller.Journal;

/// <summary>One line of the seller's journal.</summary>
public abstract record JournalRecord
{
    private JournalRecord()
    {
    }

    /// <summary>A wanted state, the newest of its symbol so far.</summary>
    public sealed record Wanted(SellSignal Signal) : JournalRecord;

    /// <summary>A request about to be sent.</summary>
    public sealed record Intended(OrderIntent Intent) : JournalRecord;

    /// <summary>How a request ended.</summary>
    public sealed record Answered(OrderAnswer Answer) : JournalRecord;

    /// <summary>An intent or answer has arrived on ORDERS; it is not carried there again.</summary>
    /// <param name="Id">Id of the intent or the answer.</param>
    public sealed record Carried(string Id) : JournalRecord;

    /// <summary>The wanted state of a symbol is brought about for good: nothing is left to do before another is wanted.</summary>
    public sealed record Rested(Symbol Symbol, long Epoch) : JournalRecord;
}
