using Pipeline.Contracts.Orders;
using Pipeline.Seller.Journal;

namespace Pipeline.Seller.Direct;

/// <summary>Keeps intents and answers in the journal alone: the seller's next start carries them to ORDERS.</summary>
public sealed class JournalRecords(SellerJournal journal) : IOrderRecords
{
    /// <inheritdoc />
    public async Task<OrderIntent?> StoreAsync(OrderIntent intent)
    {
        await journal.AppendAsync(new JournalRecord.Intended(intent));
        return null;
    }

    /// <inheritdoc />
    public Task StoreAsync(OrderAnswer answer) => journal.AppendAsync(new JournalRecord.Answered(answer));
}
