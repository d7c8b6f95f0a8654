using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Buyer.Sending;
using Pipeline.Contracts;
using Pipeline.Domain.Entries;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer;

/// <summary>The one loop: reads an input, folds it, decides, acts, tells. It waits for nothing but its inputs.</summary>
internal sealed class BuyerLoop(
    ChannelReader<BuyerInput> inputs, StageRun run, BuyerKnowledge knowledge, SignalDesk signals, EntryDesk entries, CancelDesk cancels, TroubleDesk trouble,
    VenueErrands errands, AccountRefresh refresh, BuyerEvents events, AccountTelling worth, StageReadiness readiness, EndingMark mark, LeftBehind left, Pulse pulse, TimeProvider machine, ILogger logger)
{
    /// <summary>Heartbeats come each second; a first one that does not come within this is no reason to wait longer.</summary>
    private static readonly TimeSpan HeartbeatPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShutdownPatience = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _startedAt = machine.GetUtcNow();
    private DateTimeOffset? _stoppingSince;
    private BuyerEnding _ending;
    private bool _takenUp;
    private bool _open;
    private bool _signalsEnded;

    /// <summary>Runs until it is asked to stop and what was sent is recorded and what must not work on is canceled, or, with --once, until nothing is left.</summary>
    public async Task RunAsync()
    {
        if (AnswersForBuys)
            left.TakenUp(Processes.Buyer);
        while (!IsFinished() && await inputs.WaitToReadAsync())
        {
            while (!IsFinished() && inputs.TryRead(out var input))
                await HandleAsync(input);
        }

        foreach (var working in cancels.StillWorking)
            Log.LeftWorking(logger, working.Intent.Symbol.ToString(), working.VenueOrderId);
        foreach (var doubtful in entries.InDoubt)
            Log.LeftInDoubt(logger, doubtful.Symbol.ToString(), doubtful.ClientOrderId);
        if (MustTakeUp)
            Log.LeftUnread(logger);
        if (AnswersForBuys && MayLeaveAny)
            left.Note(Processes.Buyer, _ending == BuyerEnding.WithAll ? "ended without the venue's word" : "has ended and left the rest to the next one");
    }

    private async ValueTask HandleAsync(BuyerInput input)
    {
        switch (input)
        {
            case BuyerInput.SignalArrived arrived:
                signals.Add(new WaitingSignal(arrived.Delivery));
                break;
            case BuyerInput.GateAnswered gate:
                await signals.GateAnsweredAsync(gate.Signal, gate.Intent, gate.Outcome);
                break;
            case BuyerInput.RequestAnswered answered:
                await trouble.RequestAnsweredAsync(answered);
                await entries.RequestAnsweredAsync(answered);
                TellTrouble(answered.Outcome);
                break;
            case BuyerInput.LookupAnswered looked:
                await entries.LookupAnsweredAsync(looked);
                break;
            case BuyerInput.AnswerStored stored:
                await entries.AnswerStoredAsync(stored.Answer, stored.Why, stored.Sequence);
                refresh.Now();
                break;
            case BuyerInput.AnswerOvertaken overtaken:
                await entries.AnswerOvertakenAsync(overtaken.Answer, overtaken.Last);
                break;
            case BuyerInput.OrderSeen seen:
                cancels.Seen(seen);
                break;
            case BuyerInput.CancelAnswered canceled:
                cancels.Answered(canceled);
                break;
            case BuyerInput.QuoteFetched fetched:
                await signals.QuoteFetchedAsync(fetched.Signal, fetched.Quote);
                break;
            case BuyerInput.QuoteHeard heard:
                knowledge.Take(heard.Symbol, heard.Quote);
                return;
            case BuyerInput.HeartbeatHeard heartbeat:
                knowledge.Take(heartbeat.Process, heartbeat.State, heartbeat.Conditions);
                break;
            case BuyerInput.BookTold told:
                if (knowledge.Take(told.Item))
                    refresh.Now();
                if (told.Item is BookEntry { Stream: Streams.Control })
                    await trouble.ControlFoldedAsync(knowledge.ControlFault);
                break;
            case BuyerInput.AccountAnswered account:
                knowledge.Take(account.Reading);
                await trouble.AccountAnsweredAsync(account.Reading);
                await worth.ReadAsync(account.Reading.Values);
                break;
            case BuyerInput.AccountUnread unread:
                await trouble.AccountUnreadAsync(unread);
                break;
            case BuyerInput.ClockRead read:
                await trouble.ClockReadAsync(read.Difference);
                break;
            case BuyerInput.AssetsRead read:
                knowledge.Take(read.Assets);
                break;
            case BuyerInput.LongOnlyAnswered longOnly:
                knowledge.TakeLongOnly(longOnly.Holds, longOnly.At);
                refresh.Now();
                await trouble.LongOnlyAnsweredAsync(longOnly.Holds, longOnly.Text);
                if (!longOnly.Holds)
                    await events.AccountUnsafeAsync(longOnly.Text, machine.GetUtcNow());
                break;
            case BuyerInput.Ticked:
                await entries.AdvanceAllAsync();
                break;
            case BuyerInput.TimeRecorded recorded:
                knowledge.Take(recorded.Time);
                return;
            case BuyerInput.SignalsEnded:
                _signalsEnded = true;
                break;
            case BuyerInput.Stopping:
                KillPoint.Reached(KillPoints.BuyerShutdownAsked);
                (_stoppingSince, _ending) = (machine.GetUtcNow(), mark.IsSet ? BuyerEnding.WithAll : BuyerEnding.Replaced);
                signals.Close();
                entries.Close();
                break;
        }

        await WorkAsync(input);
        pulse.IsCalm = IsCalm;
    }

    private async ValueTask WorkAsync(BuyerInput input)
    {
        ReportReadiness();
        if (_stoppingSince is not null)
        {
            if (_ending == BuyerEnding.Replaced && mark.IsSet)
                _ending = BuyerEnding.WithAll;
            var takesUp = MustTakeUp && knowledge.HasCaughtUp;
            _takenUp |= takesUp;
            if (takesUp || (_takenUp && _ending == BuyerEnding.WithAll && input is BuyerInput.Ticked or BuyerInput.Stopping))
                await entries.TakeUpUnresolvedAsync(DateTimeOffset.MaxValue, signals.IntentAtGate);
            if (_takenUp && input is BuyerInput.Ticked or BuyerInput.Stopping)
                await cancels.WorkAsync(_ending);
            return;
        }

        if (!_takenUp && knowledge.HasCaughtUp && !run.DryRun)
        {
            _takenUp = true;
            await entries.TakeUpUnresolvedAsync(DateTimeOffset.MaxValue, signals.IntentAtGate);
        }

        if ((_open |= MayOpen()) && !knowledge.MustAwaitBook())
            await signals.WorkAsync();
        if (_takenUp && input is BuyerInput.Ticked)
            await entries.TakeUpUnresolvedAsync(machine.GetUtcNow() - EntryDesk.ForeignPatience, signals.IntentAtGate);
        if (_takenUp && input is BuyerInput.Ticked or BuyerInput.BookTold)
            await cancels.WorkAsync();
    }

    /// <summary>Signals wait until there is something to decide them on.</summary>
    private bool MayOpen() =>
        knowledge.HasCaughtUp && knowledge.HasAccount && (knowledge.HearsStages || machine.GetUtcNow() - _startedAt > HeartbeatPatience);

    private void ReportReadiness()
    {
        if (knowledge.Trouble is { } trouble)
        {
            if (knowledge.HasCaughtUp && knowledge.HasAccount)
                readiness.Unhealthy(trouble);
        }
        else if (_takenUp || run.DryRun)
        {
            readiness.Ready();
        }
    }

    /// <summary>Told more than once is not told louder: a refused key or a restricted account shows in the account's next reading too.</summary>
    private void TellTrouble(RequestOutcome outcome)
    {
        if (outcome is RequestOutcome.Refused { Kind: RefusalKind.BadKeys or RefusalKind.AccountRestricted or RefusalKind.InsufficientBuyingPower } refused)
            Log.VenueRefused(logger, refused.Kind.ToString(), refused.Text);
    }

    /// <summary>The pipeline ends, and the buys of an earlier run, which nobody comes to look after, are not read yet.</summary>
    private bool MustTakeUp => _ending == BuyerEnding.WithAll && !_takenUp && AnswersForBuys;

    /// <summary>It sends buys, and none of them may be forgotten.</summary>
    private bool AnswersForBuys => !run.DryRun && !run.ReadsInput;

    /// <summary>Something may work at the venue after it: for its successor, which may never come, because the pipeline ends after all.</summary>
    private bool MayLeaveAny => cancels.StillWorking.Any() || entries.InDoubt.Any() || (_stoppingSince is not null && !_takenUp);

    private bool IsLeavingAny => (_takenUp && cancels.Leaving(_ending).Any()) || (_ending == BuyerEnding.WithAll && entries.InDoubt.Any()) || MustTakeUp;

    private bool IsCalm => _open && _takenUp && _stoppingSince is null && IsThrough && !cancels.StillWorking.Any();

    private bool IsThrough => signals.IsIdle && entries.IsIdle && errands.Running == 0 && inputs.Count == 0;

    private bool IsFinished()
    {
        if (_stoppingSince is { } since)
            return (errands.Running == 0 && inputs.Count == 0 && !IsLeavingAny) || machine.GetUtcNow() - since > ShutdownPatience;
        return _signalsEnded && IsThrough;
    }
}
