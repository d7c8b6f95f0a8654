using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Buyer.Sending;

/// <summary>Cancels the buyer's own orders when their time is up: remainders of partial fills, entries nobody filled, everything when halted.</summary>
internal sealed class CancelDesk(BuyerKnowledge knowledge, VenueErrands errands, EntryTiming timing, VenueClock venue, TimeProvider machine)
{
    private readonly Dictionary<string, DateTimeOffset> _askedAt = new(StringComparer.Ordinal);

    /// <summary>Asks for what is due; asks again for what still works a while later.</summary>
    public void Work()
    {
        var now = machine.GetUtcNow();
        foreach (var entry in knowledge.Book.OpenEntries)
        {
            if (EntryDeadlines.CancelReason(entry, knowledge.Book.Calendar, knowledge.IsHalted, now, timing) is not { } reason)
                continue;
            if (_askedAt.TryGetValue(entry.Intent.Id, out var askedAt) && now < askedAt + timing.CancelAgainAfter)
                continue;
            _askedAt[entry.Intent.Id] = now;
            errands.Cancel(entry.Intent.Id, entry.VenueOrderId!, reason);
        }

        foreach (var ended in _askedAt.Keys.Where(id => knowledge.Book.Find(id) is not { IsOpen: true }).ToList())
            _askedAt.Remove(ended);
    }

    public void Answered(BuyerInput.CancelAnswered answered)
    {
        if (knowledge.Book.Find(answered.IntentId) is not { } entry)
            return;
        var outcome = answered.Outcome switch
        {
            RequestOutcome.Accepted => AnswerOutcome.Accepted,
            RequestOutcome.Refused => AnswerOutcome.Refused,
            RequestOutcome.RetryLater => AnswerOutcome.Abandoned,
            _ => AnswerOutcome.Unknown,
        };
        var known = AnswerFacts.Of(answered.Outcome, entry.VenueOrderId);
        errands.Record(EntryMessages.Answer(entry.Intent, OrderAction.Cancel, outcome, venue.Now, machine.GetUtcNow(), answered.SentAt, known), answered.Reason);
    }
}
