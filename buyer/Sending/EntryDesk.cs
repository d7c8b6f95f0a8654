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
    /// <summary>So old is an intent without a known end when another buyer seems to be gone.</summary>
    public static readonly TimeSpan ForeignPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, EntryWork> _work = new(StringComparer.Ordinal);
    private bool _isClosed;

    public bool IsIdle => _work.Count == 0;

    /// <summary>A fresh intent of ours: its request is under way, or must not leave any more.</summary>
    public void Begin(EntryIntent intent, WaitingSignal signal, GateOutcome.Passed passed)
    {
        // Resumed before the gate answered us: what was found out about it meanwhile stands.
        if (_work.TryGetValue(intent.Id, out var resumed))
        {
            resumed.BecomeOurs(passed.SentAt, timing);
            resumed.Waiting.Add(signal);
            return;
        }

        var work = new EntryWork(intent) { Inquiry = new EntryInquiry { NeverSent = true }, IsOurs = true, IsBusy = passed.SentAt is not null, SentAt = passed.SentAt };
        work.Waiting.Add(signal);
        _work.Add(intent.Id, work);
        if (passed.WhyNotSent is { } why)
            GiveUp(work, why);
    }

    public IEnumerable<EntryIntent> InDoubt => _work.Values.Where(work => !work.Inquiry.NeverSent).Select(work => work.Intent);

    /// <summary>From here on nothing is sent: what was sent is looked up and recorded, the rest is for the next start.</summary>
    public void Close() => _isClosed = true;

    /// <summary>True when the signal has an intent: it is resumed, or was answered before, by whichever buyer.</summary>
    public async ValueTask<bool> TakeOverAsync(WaitingSignal signal)
    {
        var intentId = EntryMessages.IntentIdOf(run.Account, signal.Signal.Id);
        if (run.DryRun || !knowledge.Book.IsKnown(intentId))
            return false;
        var entry = knowledge.Book.Find(intentId);
        await events.ReceivedAsync(signal.Signal);
        if (entry is not null)
            await events.ToldAgainAsync(entry.Intent, entry.Order.Answer);
        var work = _work.GetValueOrDefault(intentId) ?? (entry is { IsResolved: false } ? Resume(entry.Intent) : null);
        if (work is not null)
        {
            work.Waiting.Add(signal);
            await AdvanceAsync(intentId);
            return true;
        }

        await events.RepeatedAsync(signal.Signal, signal.Delivery.Sequence);
        errands.Settle(signal, HandlingOutcome.Handled);
        return true;
    }

    /// <summary>Takes up every intent without a known end that nobody works on any more: at start those of an earlier run, later those of another buyer that is gone.</summary>
    /// <param name="olderThan">Machine time before which its decision was made.</param>
    /// <param name="atGate">The intent that this buyer is storing and may be sending: heard of by book before the gate's word, it has its worker.</param>
    public async ValueTask TakeUpUnresolvedAsync(DateTimeOffset olderThan, string? atGate)
    {
        bool IsForsaken(Entry entry) => entry.Intent.MachineTime < olderThan && entry.Intent.Id != atGate && !_work.ContainsKey(entry.Intent.Id);
        foreach (var entry in knowledge.Book.Unresolved.Where(IsForsaken))
        {
            KillPoint.Reached(KillPoints.BuyerRecoveryFound);
            await events.ToldAgainAsync(entry.Intent, entry.Order.Answer);
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
        if (entry is { Outcome: not AnswerOutcome.Accepted } && entry.AnswerSequence < work.AnswerAfter)
            return ValueTask.CompletedTask;
        var recorded = entry is null ? AnswerOutcome.Accepted : entry.Outcome; // forgotten is only what has a recorded end
        var forbidden = entry is { Ended: true } ? "a newer intent in its symbol proves that it has ended" : knowledge.WhyNotSend(work.Intent);
        switch (EntryResume.Decide(work.Intent, recorded, work.Inquiry, machine.GetUtcNow(), timing, forbidden, _isClosed))
        {
            case EntryStep.Settled when entry is { IsResolved: false }:
                // Its end was heard from others: the answer is still ours to record.
                Record(work, AnswerOutcome.Accepted, new AnswerFacts(entry.VenueOrderId));
                break;
            case EntryStep.Settled:
                _work.Remove(intentId);
                work.Waiting.ForEach(signal => errands.Settle(signal, HandlingOutcome.Handled));
                break;
            case EntryStep.RecordAccepted found:
                Record(work, AnswerOutcome.Accepted, new AnswerFacts(found.Order.VenueOrderId));
                break;
            case EntryStep.Abandon abandon:
                GiveUp(work, abandon.Why);
                break;
            case EntryStep.Send when !work.IsOurs && recorded is null:
                // Its first sender may be frozen and wake: it must find that another has sent it.
                Record(work, AnswerOutcome.Unknown, new AnswerFacts(Text: "the venue does not know it; it is sent by another than who decided it"));
                break;
            case EntryStep.Send:
                work.IsBusy = true;
                errands.Send(work.Intent);
                break;
            case EntryStep.LookUp:
                work.IsBusy = true;
                errands.LookUp(work.Intent);
                break;
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask RequestAnsweredAsync(BuyerInput.RequestAnswered answered)
    {
        if (!_work.TryGetValue(answered.IntentId, out var work))
            return;
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
                work.WasInDoubt = true;
                if (knowledge.Book.Find(answered.IntentId) is not { Outcome: AnswerOutcome.Unknown or AnswerOutcome.Accepted })
                    Say(work, AnswerOutcome.Unknown, AnswerFacts.Of(answered.Outcome));
                break;
        }

        await AdvanceAsync(answered.IntentId);
    }

    public async ValueTask LookupAnsweredAsync(BuyerInput.LookupAnswered answered)
    {
        if (!_work.TryGetValue(answered.IntentId, out var work))
            return;
        work.IsBusy = false;
        work.Inquiry = answered switch
        {
            { Order: { } order } => work.Inquiry with { Found = order },
            { Failure: not null } => work.Inquiry.Postponed(machine.GetUtcNow() + timing.LookupInterval),
            _ => work.Inquiry.Missed(answered.LeftAt, work.Intent, timing),
        };
        await AdvanceAsync(answered.IntentId);
        if (answered.Order is { } seen)
            knowledge.Book.Fold(seen, machine.GetUtcNow());
    }

    public async ValueTask AnswerStoredAsync(OrderAnswer answer, string? why, ulong sequence)
    {
        knowledge.Book.Fold(answer, sequence);
        if (_work.TryGetValue(answer.IntentId, out var work) && answer.Action == OrderAction.Place)
        {
            work.Recorded(answer.Id);
            await events.AnsweredAsync(work.Intent, answer, why, work.WasInDoubt && answer.Outcome != AnswerOutcome.Unknown);
            await AdvanceAsync(answer.IntentId);
        }
        else if (knowledge.Book.Find(answer.IntentId) is { } entry)
        {
            await events.AnsweredAsync(entry.Intent, answer, why, afterDoubt: false);
        }
    }

    /// <summary>Somebody else has sent it, or is about to: it is looked up, whatever we thought of it.</summary>
    public ValueTask AnswerOvertakenAsync(OrderAnswer answer, ulong? last)
    {
        if (!_work.TryGetValue(answer.IntentId, out var work))
            return ValueTask.CompletedTask;
        work.Recorded(answer.Id);
        work.AnswerAfter = Math.Max(work.AnswerAfter, last ?? 0);
        if (answer.Outcome != AnswerOutcome.Unknown)
            Doubt(work);
        return AdvanceAsync(answer.IntentId);
    }

    private EntryWork Resume(EntryIntent intent)
    {
        // A living sender gets the time for one request.
        if (!_work.TryGetValue(intent.Id, out var work))
            _work.Add(intent.Id, work = new EntryWork(intent) { WasInDoubt = true, Inquiry = new EntryInquiry { NotBefore = intent.MachineTime + timing.TakeOverAfter } });
        return work;
    }

    /// <summary>It has no effect as far as we know; another who has answered for it may know better.</summary>
    private void GiveUp(EntryWork work, string why)
    {
        if (work.Inquiry.NeverSent && knowledge.Book.Find(work.Intent.Id)?.Outcome is not null)
            Doubt(work);
        else
            Record(work, AnswerOutcome.Abandoned, new AnswerFacts(Text: why));
    }

    private void Doubt(EntryWork work)
    {
        work.WasInDoubt = true;
        work.Inquiry = work.Inquiry.Sent(machine.GetUtcNow());
    }

    /// <summary>Nothing more is done about it until this is stored.</summary>
    private void Record(EntryWork work, AnswerOutcome outcome, AnswerFacts known) => work.Await(Say(work, outcome, known));

    /// <summary>What the venue is known to have counts from now on, stored or not: its deadlines do not wait for NATS.</summary>
    private string Say(EntryWork work, AnswerOutcome outcome, AnswerFacts known)
    {
        var answer = EntryMessages.Answer(work.Intent, OrderAction.Place, outcome, venue.Now, machine.GetUtcNow(), work.SentAt, known);
        var heard = knowledge.Book.Find(work.Intent.Id)?.AnswerSequence ?? 0;
        if (outcome == AnswerOutcome.Accepted)
            knowledge.Book.Fold(answer);
        errands.Record(answer, heard);
        return answer.Id;
    }
}
