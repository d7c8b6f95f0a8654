using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Buyer.Sending;

/// <summary>Cancels the buyer's own orders when their time is up: remainders of partial fills, entries nobody filled, everything when halted.</summary>
/// <remarks>
/// Executions are heard from the monitor, by NATS. While either is away the venue is asked itself, order by order, and once at the start: a partial fill's deadline waits for nobody.
/// </remarks>
internal sealed class CancelDesk(BuyerKnowledge knowledge, VenueErrands errands, EntryTiming timing, BuyerEvents events, VenueClock venue, TimeProvider machine)
{
    /// <summary>A process that ends has only seconds left for one more try.</summary>
    private static readonly TimeSpan EndingPause = TimeSpan.FromSeconds(0.5);

    private readonly DateTimeOffset _startedAt = machine.GetUtcNow();
    private readonly Dictionary<string, Asked> _asked = new(StringComparer.Ordinal);
    private DateTimeOffset? _endingSince;

    /// <summary>What may still be executed, as far as known.</summary>
    public IEnumerable<Entry> StillWorking =>
        knowledge.Book.OpenEntries.Where(entry => entry is { Terminal: false, VenueOrderId: not null } && entry.Filled < entry.Intent.Quantity);

    /// <summary>What the process may not leave behind: what is to be canceled, and what the venue was not asked about since the end began.</summary>
    public IEnumerable<Entry> Leaving(BuyerEnding ending) =>
        StillWorking.Where(entry => ReasonFor(entry, ending) is not null || _endingSince is not { } since || AskedOf(entry).LearnedAt < since);

    /// <summary>Asks for what is due; asks again for what still works a while later, and says that it is stuck.</summary>
    /// <param name="ending">Whether the process is asked to end.</param>
    public async ValueTask WorkAsync(BuyerEnding ending = BuyerEnding.No)
    {
        var now = machine.GetUtcNow();
        if (ending != BuyerEnding.No && _endingSince is null)
        {
            _endingSince = now;
            foreach (var waiting in _asked.Values.Where(one => !one.IsCancelAccepted))
                waiting.CancelAgainFrom(now);
        }

        foreach (var entry in knowledge.Book.OpenEntries.Where(entry => entry is { Terminal: false, VenueOrderId: not null }).ToList())
        {
            var asked = AskedOf(entry);
            if (ReasonFor(entry, ending) is { } reason)
                await CancelAsync(entry, asked, reason, now);
            if (MustLook(entry, asked, now))
            {
                asked.Look(now);
                errands.Look(entry.Intent.Id, entry.VenueOrderId!);
            }
        }

        foreach (var ended in _asked.Keys.Where(id => knowledge.Book.Find(id) is not { IsOpen: true }).ToList())
            _asked.Remove(ended);
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
        if (_asked.TryGetValue(answered.IntentId, out var asked))
        {
            asked.IsCancelAccepted = answered.Outcome is RequestOutcome.Accepted;
            if (answered.Outcome is RequestOutcome.Refused)
                asked.LookSoon();
            if (WhenAgain(answered.Outcome) is { } pause)
                asked.CancelAgainFrom(machine.GetUtcNow() + pause);
        }

        var known = AnswerFacts.Of(answered.Outcome, entry.VenueOrderId);
        errands.Record(EntryMessages.Answer(entry.Intent, OrderAction.Cancel, outcome, venue.Now, machine.GetUtcNow(), answered.SentAt, known), heard: 0, answered.Reason);
    }

    /// <summary>The venue's word counts at once, whoever else will tell it.</summary>
    public void Seen(BuyerInput.OrderSeen seen)
    {
        if (_asked.TryGetValue(seen.IntentId, out var asked))
            asked.Looked(learned: seen.Order is not null, machine.GetUtcNow());
        if (seen.Order is { } order)
            knowledge.Book.Fold(order, machine.GetUtcNow());
    }

    private string? ReasonFor(Entry entry, BuyerEnding ending) => EntryDeadlines.CancelReason(
        entry, knowledge.Book.Calendar, new EntryCancelFacts(knowledge.IsHalted, _startedAt, venue.Now, machine.GetUtcNow(), ending), timing);

    private async ValueTask CancelAsync(Entry entry, Asked asked, string reason, DateTimeOffset now)
    {
        if (now < asked.CancelAgainAt)
            return;
        asked.Cancel(now, now + timing.CancelAgainAfter);
        errands.Cancel(entry.Intent.Id, entry.VenueOrderId!, reason);
        if (asked is { Cancels: 2, FirstCancelAt: { } first })
            await events.CancelStuckAsync(entry.Intent, entry.Order.Venue?.RawStatus, now - first);
    }

    private bool MustLook(Entry entry, Asked asked, DateTimeOffset now)
    {
        if (asked.IsLooking)
            return false;
        if (asked.LookedAt < _endingSince)
            return true;
        var isInherited = entry.Intent.MachineTime < _startedAt;
        return (isInherited && !asked.HasLooked) || ((knowledge.IsBlind || _endingSince is not null || asked.Cancels > 0) && now >= asked.LookedAt + timing.LookupInterval / 2);
    }

    /// <summary>A request that may not have arrived is soon made again; one that did has its time. Null for the latter.</summary>
    private TimeSpan? WhenAgain(RequestOutcome outcome) => outcome switch
    {
        not RequestOutcome.Accepted when _endingSince is not null => EndingPause,
        RequestOutcome.RetryLater later => later.After,
        RequestOutcome.Unknown => timing.FirstLookupAfter,
        _ => null,
    };

    private Asked AskedOf(Entry entry)
    {
        if (!_asked.TryGetValue(entry.Intent.Id, out var asked))
            _asked.Add(entry.Intent.Id, asked = new Asked());
        return asked;
    }

    /// <summary>What was asked about one order, and when (machine time).</summary>
    private sealed class Asked
    {
        public int Cancels { get; private set; }

        public DateTimeOffset? FirstCancelAt { get; private set; }

        public DateTimeOffset CancelAgainAt { get; private set; } = DateTimeOffset.MinValue;

        public DateTimeOffset LookedAt { get; private set; } = DateTimeOffset.MinValue;

        public bool IsLooking { get; private set; }

        /// <summary>When the venue last showed it.</summary>
        public DateTimeOffset LearnedAt { get; private set; } = DateTimeOffset.MinValue;

        public bool HasLooked => LearnedAt > DateTimeOffset.MinValue;

        /// <summary>The first is given a moment to work before the venue is asked; were each one, a buyer that ends would ask for a cancel twice a second and never hear that there is nothing left to cancel.</summary>
        public void Cancel(DateTimeOffset now, DateTimeOffset again) =>
            (Cancels, FirstCancelAt, CancelAgainAt, LookedAt, IsCancelAccepted) = (Cancels + 1, FirstCancelAt ?? now, again, FirstCancelAt is null ? now : LookedAt, false);

        /// <summary>The venue has taken the newest cancel request.</summary>
        public bool IsCancelAccepted { get; set; }

        public void CancelAgainFrom(DateTimeOffset earliest) => CancelAgainAt = earliest;

        /// <summary>What cannot be canceled has most likely ended.</summary>
        public void LookSoon() => LookedAt = DateTimeOffset.MinValue;

        public void Look(DateTimeOffset now) => (IsLooking, LookedAt) = (true, now);

        public void Looked(bool learned, DateTimeOffset now) => (IsLooking, LearnedAt) = (false, learned ? now : LearnedAt);
    }
}
