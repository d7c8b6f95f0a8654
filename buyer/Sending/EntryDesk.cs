using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Sending;

/// <summary>Brings every stored intent to a known end: sent, looked up, answered, recorded; then its signal is done.</summary>
internal sealed class EntryDesk(StageRun run, BuyerKnowledge knowledge, VenueErrands errands, EntryTiming timing, BuyerEvents events, VenueClock venue, TimeProvider machine)
{
    private readonly Dictionary<string, EntryWork> _work = new(StringComparer.Ordinal);
    private bool _isClosed;

    public bool IsIdle => _work.Count == 0;

    /// <summary>A fresh intent of ours: its request is under way, or must not leave any more.</summary>
    public void Begin(EntryIntent intent, WaitingSignal signal, GateOutcome.Passed passed)
    {
        var work = new EntryWork(intent) { Inquiry = new EntryInquiry { NeverSent = true }, IsBusy = true, SentAt = passed.SentAt };
        work.Waiting.Add(signal);
        _work.Add(intent.Id, work);
        if (passed.WhyNotSent is { } why)
            Record(work, AnswerOutcome.Abandoned, new AnswerFacts(Text: why));
    }

    /// <summary>From here on nothing is sent or looked up: what was sent is recorded, the rest is for the next start.</summary>
    public void Close() => _isClosed = true;

    /// <summary>True when the signal has an intent: it is resumed, or was done before and its acknowledgement got lost.</summary>
    public async ValueTask<bool> TakeOverAsync(WaitingSignal signal)
    {
        var intentId = EntryMessages.IntentIdOf(run.Account, signal.Signal.Id);
        if (run.DryRun || !knowledge.Book.IsKnown(intentId))
            return false;
        if (knowledge.Book.Find(intentId) is { IsResolved: false } entry)
        {
            Resume(entry.Intent).Waiting.Add(signal);
            await AdvanceAsync(intentId);
            return true;
        }

        if (signal.Delivery.Deliveries == 1)
            return false;
        errands.Settle(signal, HandlingOutcome.Handled);
        return true;
    }

    /// <summary>Takes up every intent that an earlier run left without a known end.</summary>
    public async ValueTask TakeUpUnresolvedAsync()
    {
        foreach (var entry in knowledge.Book.Unresolved)
        {
            KillPoint.Reached(KillPoints.BuyerRecoveryFound);
            Resume(entry.Intent);
            await AdvanceAsync(entry.Intent.Id);
        }
    }

    /// <summary>The next step of each that is not waiting for an errand.</summary>
    public async ValueTask AdvanceAllAsync()
    {
        foreach (var work in _work.Values.Where(work => !work.IsBusy).ToList())
            await AdvanceAsync(work.Intent.Id);
    }

    public ValueTask AdvanceAsync(string intentId)
    {
        if (!_work.TryGetValue(intentId, out var work) || work.IsBusy)
            return ValueTask.CompletedTask;
        var entry = knowledge.Book.Find(intentId);
        var recorded = entry is null or { Ended: true } ? AnswerOutcome.Accepted : entry.Outcome;
        switch (EntryResume.Decide(work.Intent, recorded, work.Inquiry, machine.GetUtcNow(), timing))
        {
            case EntryStep.Settled:
                _work.Remove(intentId);
                work.Waiting.ForEach(signal => errands.Settle(signal, HandlingOutcome.Handled));
                break;
            case EntryStep.RecordAccepted found:
                Record(work, AnswerOutcome.Accepted, new AnswerFacts(found.Order.VenueOrderId));
                break;
            case EntryStep.Abandon abandon:
                Record(work, AnswerOutcome.Abandoned, new AnswerFacts(Text: abandon.Why));
                break;
            case EntryStep.Send when !_isClosed:
                work.IsBusy = true;
                errands.Send(work.Intent);
                break;
            case EntryStep.LookUp when !_isClosed:
                work.IsBusy = true;
                errands.LookUp(work.Intent);
                break;
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask RequestAnsweredAsync(BuyerInput.RequestAnswered answered)
    {
        var work = _work[answered.IntentId];
        work.IsBusy = false;
        if (answered.SentAt is { } sentAt && work.SentAt != sentAt)
            await events.SentAsync(work.Intent, sentAt, signalPublishedAt: null);
        work.SentAt = answered.SentAt ?? work.SentAt;
        var now = machine.GetUtcNow();
        switch (answered.Outcome)
        {
            case RequestOutcome.Accepted:
                Record(work, AnswerOutcome.Accepted, AnswerFacts.Of(answered.Outcome));
                return;
            case RequestOutcome.Refused { Kind: RefusalKind.DuplicateClientOrderId }:
                work.Inquiry = work.Inquiry.Sent(now) with { KnownToVenue = true };
                break;
            case RequestOutcome.Refused when work.WasInDoubt:
                // It is said of this request; an earlier one may have arrived, and may be the very reason.
                work.Inquiry = work.Inquiry.Sent(now + timing.FirstLookupAfter) with { RefusedInDoubt = true };
                break;
            case RequestOutcome.Refused:
                Record(work, AnswerOutcome.Refused, AnswerFacts.Of(answered.Outcome));
                return;
            case RequestOutcome.RetryLater later:
                work.Inquiry = work.Inquiry.Postponed(now + later.After);
                break;
            case RequestOutcome.Unknown:
                work.Inquiry = work.Inquiry.Sent(now + timing.FirstLookupAfter);
                if (!work.WasInDoubt)
                {
                    work.WasInDoubt = true;
                    Record(work, AnswerOutcome.Unknown, AnswerFacts.Of(answered.Outcome));
                    return;
                }

                break;
        }

        await AdvanceAsync(answered.IntentId);
    }

    public ValueTask LookupAnsweredAsync(BuyerInput.LookupAnswered answered)
    {
        var work = _work[answered.IntentId];
        work.IsBusy = false;
        work.Inquiry = answered switch
        {
            { Order: { } order } => work.Inquiry with { Found = order },
            { Failure: not null } => work.Inquiry.Postponed(machine.GetUtcNow() + timing.LookupInterval),
            _ => work.Inquiry.Missed(answered.LeftAt, work.Intent, timing),
        };
        return AdvanceAsync(answered.IntentId);
    }

    public async ValueTask AnswerStoredAsync(OrderAnswer answer, string? why)
    {
        knowledge.Book.Fold(answer);
        if (_work.TryGetValue(answer.IntentId, out var work) && answer.Action == OrderAction.Place)
        {
            work.IsBusy = false;
            await events.AnsweredAsync(work.Intent, answer, why, work.WasInDoubt && answer.Outcome != AnswerOutcome.Unknown);
            await AdvanceAsync(answer.IntentId);
        }
        else if (knowledge.Book.Find(answer.IntentId) is { } entry)
        {
            await events.AnsweredAsync(entry.Intent, answer, why, afterDoubt: false);
        }
    }

    private EntryWork Resume(EntryIntent intent)
    {
        if (!_work.TryGetValue(intent.Id, out var work))
            _work.Add(intent.Id, work = new EntryWork(intent) { WasInDoubt = true });
        return work;
    }

    private void Record(EntryWork work, AnswerOutcome outcome, AnswerFacts known)
    {
        work.IsBusy = true;
        errands.Record(EntryMessages.Answer(work.Intent, OrderAction.Place, outcome, venue.Now, machine.GetUtcNow(), work.SentAt, known));
    }
}
