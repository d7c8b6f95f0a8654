using Microsoft.Extensions.Logging;
using Pipeline.Buyer.Sending;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Deciding;

/// <summary>Takes signals one at a time, in the order of their stream, until each is refused, quarantined, or handed on as an intent.</summary>
/// <remarks>The next one waits while one is at the gate or waits for a quote: it must be decided on a book that holds the one before.</remarks>
internal sealed class SignalDesk(
    StageRun run, BuyerKnowledge knowledge, EntryDesk entries, VenueErrands errands, EntryMessages messages, HotOptions<BuyerOptions> settings, BuyerEvents events, ILogger logger)
{
    private readonly Queue<WaitingSignal> _waiting = new();
    private WaitingSignal? _atGate;
    private EntryFacts? _facts;
    private IReadOnlyList<LimitUse> _approached = [];
    private EntryDecision.Enter? _decision;
    private ulong _decideAfter;
    private bool _isClosed;

    /// <summary>The intent that is being stored, and sent at once when it is; null for none.</summary>
    public string? IntentAtGate { get; private set; }

    /// <summary>Nobody waits and nobody is at the gate.</summary>
    public bool IsIdle => _atGate is null && _waiting.Count == 0;

    public void Add(WaitingSignal signal)
    {
        if (_isClosed)
            GiveBack(signal);
        else
            _waiting.Enqueue(signal);
    }

    /// <summary>Decides on whatever may be decided on now.</summary>
    public async ValueTask WorkAsync()
    {
        while (_atGate is null && knowledge.Book.EntriesSequence >= _decideAfter && _waiting.TryDequeue(out var signal))
            await TakeAsync(signal);
    }

    public async ValueTask QuoteFetchedAsync(WaitingSignal signal, QuoteValues? quote)
    {
        signal.Fetched = quote;
        _atGate = null;
        await TakeAsync(signal);
    }

    public async ValueTask GateAnsweredAsync(WaitingSignal signal, EntryIntent intent, GateOutcome outcome)
    {
        var (decision, facts, approached) = (_decision!, _facts!, _approached);
        (_atGate, _decision, _facts, _approached, IntentAtGate) = (null, null, null, [], null);
        switch (outcome)
        {
            case GateOutcome.Passed passed:
                knowledge.Book.Fold(passed.Sequence, intent);
                entries.Begin(intent, signal, passed);
                await events.ReceivedAsync(signal.Signal);
                await events.DecidedAsync(signal.Signal, decision, facts);
                await events.IntendedAsync(intent, passed.Sequence);
                foreach (var use in approached)
                    await events.LimitApproachedAsync(signal.Signal, use);
                if (passed.SentAt is { } sentAt)
                    await events.SentAsync(intent, sentAt, signal.Signal.MachineTime);
                break;
            case GateOutcome.TakenByAnother taken:
                DecideAgain(signal, taken.Sequence);
                break;
            case GateOutcome.NotHeld:
                LetGo(signal);
                break;
            case GateOutcome.Behind behind:
                KillPoint.Reached(KillPoints.BuyerGateBehind);
                Log.GateRefused(logger, intent.SignalId, knowledge.Book.EntriesSequence, behind.Last);
                DecideAgain(signal, behind.Last ?? knowledge.Book.EntriesSequence + 1);
                break;
            case GateOutcome.NotStored lost:
                Log.GateUnconfirmed(logger, intent.SignalId, lost.Why);
                DecideAgain(signal, after: 0);
                break;
        }
    }

    /// <summary>Signals nobody decided on yet go back at once, for the next start; so do those still to come.</summary>
    public void Close()
    {
        _isClosed = true;
        while (_waiting.TryDequeue(out var signal))
            GiveBack(signal);
    }

    private void GiveBack(WaitingSignal signal) => errands.Settle(signal, new HandlingOutcome.RetryAfter(TimeSpan.Zero));

    private async ValueTask TakeAsync(WaitingSignal waiting)
    {
        if (_isClosed)
        {
            GiveBack(waiting);
            return;
        }

        if (!waiting.Delivery.IsHeld)
        {
            LetGo(waiting);
            return;
        }

        var signal = waiting.Signal;
        // Read once: all of this decision is made under one revision, and says which.
        var (options, revision) = settings.Now;
        var limits = options.ToLimits();
        var facts = knowledge.FactsFor(signal, waiting.Fetched);
        if (SignalValidation.FaultOf(signal, facts.Now, limits.ClockTolerance) is { } fault)
        {
            KillPoint.Reached(KillPoints.BuyerSignalQuarantined);
            await events.QuarantinedAsync(signal, fault);
            errands.Settle(waiting, new HandlingOutcome.Quarantine(fault));
            return;
        }

        if (await entries.TakeOverAsync(waiting))
            return;
        var question = new EntryQuestion(signal, knowledge.Book, facts, limits);
        switch (EntryRules.Decide(question))
        {
            case EntryDecision.Refuse { Reason: EntryRefusals.NoQuote or EntryRefusals.QuoteStale } when !waiting.QuoteWasAsked && !run.ReadsInput:
                waiting.QuoteWasAsked = true;
                _atGate = waiting;
                errands.FetchQuote(waiting);
                break;
            case EntryDecision.Refuse refusal:
                await events.ReceivedAsync(signal);
                await RefuseAsync(waiting, refusal, EntryMessages.Facts(facts, revision, knowledge.Book.Folded, knowledge.Book.IntentsWithinMinute(facts.MachineNow)));
                break;
            case EntryDecision.Enter enter when run.DryRun:
                await events.ReceivedAsync(signal);
                await events.DecidedAsync(signal, enter, facts);
                errands.Settle(waiting, HandlingOutcome.Handled);
                break;
            case EntryDecision.Enter enter:
                // Now: once the gate has answered, the book may already count this entry.
                (_atGate, _decision, _facts, _approached) = (waiting, enter, facts, LimitUse.Approached(question, enter.Reserved));
                var intent = messages.Intent(signal, enter, facts, revision, knowledge.Book.Folded, knowledge.Book.IntentsWithinMinute(facts.MachineNow));
                IntentAtGate = intent.Id;
                errands.Enter(waiting, intent, knowledge.Book.EntriesSequence, facts.Quote!.At + limits.QuoteMaxAge);
                break;
        }
    }

    /// <summary>Another buyer may have answered it meanwhile; if not, it comes again.</summary>
    private void LetGo(WaitingSignal waiting)
    {
        Log.SignalLetGo(logger, waiting.Signal.Id);
        waiting.Delivery.LetGo();
    }

    private async ValueTask RefuseAsync(WaitingSignal waiting, EntryDecision.Refuse refusal, DecisionFacts seen)
    {
        await events.RefusedAsync(waiting.Signal, refusal, seen);
        KillPoint.Reached(KillPoints.BuyerSignalRefused);
        errands.Settle(waiting, HandlingOutcome.Handled);
    }

    /// <summary>First in line again, once the book has folded past what the gate found.</summary>
    private void DecideAgain(WaitingSignal signal, ulong after)
    {
        if (_isClosed)
        {
            GiveBack(signal);
            return;
        }

        _decideAfter = after;
        var behind = _waiting.ToArray();
        _waiting.Clear();
        _waiting.Enqueue(signal);
        foreach (var other in behind)
            _waiting.Enqueue(other);
    }
}
