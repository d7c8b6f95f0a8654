using System.Threading.Channels;
using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Contracts;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Sending;

/// <summary>What takes time, beside the loop: each errand ends by telling the loop one result. None is canceled by the end of the process.</summary>
/// <param name="forbidden">Why an intent must not leave, or null; asked beside the loop, as the last thing before the request.</param>
internal sealed class VenueErrands(
    ChannelWriter<BuyerInput> inputs, MoneyGate gate, MessagePublisher publisher, IBuyGateway gateway, IVenueReader reader, IMarketData data, Func<EntryIntent, string?> forbidden,
    VenueClock venue, TimeProvider machine)
{
    private int _running;

    /// <summary>Errands whose result the loop has not been told yet.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Through the gate and on to the venue with nothing in between: one round trip to NATS from decision to request.</summary>
    /// <param name="signal">The signal decided on.</param>
    /// <param name="intent">Its intent.</param>
    /// <param name="lastSequence">The last sequence of ENTRIES that the decision had folded.</param>
    /// <param name="quoteGoodUntil">Venue time at which the quote is stale; then the order stays.</param>
    public void Enter(WaitingSignal signal, EntryIntent intent, ulong lastSequence, DateTimeOffset quoteGoodUntil) => Run(async () =>
    {
        KillPoint.Reached(KillPoints.BuyerEntryDecided);
        var outcome = signal.Delivery.IsHeld ? await gate.PassAsync(intent, lastSequence) : new GateOutcome.NotHeld();
        if (outcome is not GateOutcome.Passed passed)
            return new BuyerInput.GateAnswered(signal, intent, outcome);
        KillPoint.Reached(KillPoints.BuyerEntryIntentStored);
        if (venue.Now > quoteGoodUntil)
            return new BuyerInput.GateAnswered(signal, intent, passed with { WhyNotSent = "the quote went stale at the gate" });
        var sentAt = machine.GetUtcNow();
        if (sentAt >= intent.SendBefore)
            return new BuyerInput.GateAnswered(signal, intent, passed with { WhyNotSent = "its time to be sent passed at the gate" });
        KillPoint.Reached(KillPoints.BuyerEntrySending);
        if (forbidden(intent) is { } why)
            return new BuyerInput.GateAnswered(signal, intent, passed with { WhyNotSent = why });
        var request = gateway.SubmitBuyAsync(intent.OrderBody, intent.SendBefore, CancellationToken.None);
        KillPoint.Reached(KillPoints.BuyerEntrySent);
        await inputs.WriteAsync(new BuyerInput.GateAnswered(signal, intent, passed with { SentAt = sentAt }));
        var answer = await request;
        KillPoint.Reached(KillPoints.BuyerEntryAnswered);
        return new BuyerInput.RequestAnswered(intent.Id, answer, sentAt);
    });

    /// <summary>Sends a stored body, unless its time has passed or it may not leave any more.</summary>
    public void Send(EntryIntent intent) => Run(async () =>
    {
        var sentAt = machine.GetUtcNow();
        if (sentAt >= intent.SendBefore)
            return new BuyerInput.RequestAnswered(intent.Id, new RequestOutcome.RetryLater(TimeSpan.Zero, "its time to be sent has passed"), SentAt: null);
        KillPoint.Reached(KillPoints.BuyerUnknownSendingAgain);
        if (forbidden(intent) is { } why)
            return new BuyerInput.RequestAnswered(intent.Id, new RequestOutcome.RetryLater(TimeSpan.Zero, why), SentAt: null);
        return new BuyerInput.RequestAnswered(intent.Id, await gateway.SubmitBuyAsync(intent.OrderBody, intent.SendBefore, CancellationToken.None), sentAt);
    });

    public void LookUp(EntryIntent intent) => Run(async () =>
    {
        KillPoint.Reached(KillPoints.BuyerUnknownAsking);
        var leftAt = machine.GetUtcNow();
        try
        {
            var order = await reader.FindOrderByClientIdAsync(intent.ClientOrderId, CancellationToken.None);
            KillPoint.Reached(KillPoints.BuyerUnknownAnswered);
            return new BuyerInput.LookupAnswered(intent.Id, order, leftAt, Failure: null);
        }
        catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
        {
            return new BuyerInput.LookupAnswered(intent.Id, Order: null, leftAt, nothing.Message);
        }
    });

    public void Cancel(string intentId, string venueOrderId, string reason) => Run(async () =>
    {
        var sentAt = machine.GetUtcNow();
        KillPoint.Reached(KillPoints.BuyerCancelSending);
        var outcome = await gateway.CancelBuyAsync(venueOrderId, CancellationToken.None);
        KillPoint.Reached(KillPoints.BuyerCancelAnswered);
        return new BuyerInput.CancelAnswered(intentId, reason, outcome, sentAt);
    });

    /// <summary>Stores an answer, for as long as it takes.</summary>
    /// <remarks>
    /// That the venue has the order is true whoever says it and when. Everything else is said only of what this process knows: it is stored only while no other
    /// buyer has answered meanwhile, who may have sent the order.
    /// </remarks>
    /// <param name="answer">What to store.</param>
    /// <param name="heard">Where the last answer folded for this intent stands in ORDERS; 0 for none.</param>
    /// <param name="why">The buyer's own reason for the request, told with it.</param>
    public void Record(OrderAnswer answer, ulong heard, string? why = null) => Run(async () =>
    {
        var isCertain = answer.Outcome == AnswerOutcome.Accepted || answer.Action == OrderAction.Cancel;
        var expectation = isCertain ? PublishExpectation.Once(answer.Id) : PublishExpectation.After(heard);
        var result = await publisher.PublishAsync(Subjects.Answer(answer.Owner, answer.IntentId), answer, expectation, CancellationToken.None);
        KillPoint.Reached(KillPoints.BuyerAnswerStored);
        return result switch
        {
            PublishResult.Stored stored => new BuyerInput.AnswerStored(answer, why, stored.Sequence),
            PublishResult.WrongSequence overtaken => new BuyerInput.AnswerOvertaken(answer, overtaken.Last),
            var other => throw new InvalidOperationException($"The answer {answer.Id} is not stored: {other}"),
        };
    });

    /// <summary>Asks the venue itself how an order of ours stands.</summary>
    public void Look(string intentId, string venueOrderId) => Run(async () =>
    {
        var leftAt = machine.GetUtcNow();
        try
        {
            return new BuyerInput.OrderSeen(intentId, await reader.FindOrderAsync(venueOrderId, CancellationToken.None), leftAt);
        }
        catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
        {
            return new BuyerInput.OrderSeen(intentId, Order: null, leftAt);
        }
    });

    public void FetchQuote(WaitingSignal signal) => Run(async () => new BuyerInput.QuoteFetched(signal, await QuoteOrNullAsync(signal)));

    /// <summary>Settles deliveries behind the loop's back; what is not confirmed is delivered again.</summary>
    public void Settle(WaitingSignal signal, HandlingOutcome outcome) => Run(async () =>
    {
        KillPoint.Reached(KillPoints.BuyerSignalSettling);
        await signal.Delivery.SettleAsync(outcome, CancellationToken.None);
        KillPoint.Reached(KillPoints.BuyerSignalSettled);
        return null;
    });

    private async Task<QuoteValues?> QuoteOrNullAsync(WaitingSignal signal)
    {
        try
        {
            return (await data.GetLatestQuotesAsync([signal.Signal.Symbol], CancellationToken.None)).GetValueOrDefault(signal.Signal.Symbol);
        }
        catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
        {
            return null;
        }
    }

    /// <summary>A bug in an errand ends the loop, and with it the process.</summary>
    private async void Run(Func<Task<BuyerInput?>> errand)
    {
        Interlocked.Increment(ref _running);
        try
        {
            if (await errand() is { } result)
                await inputs.WriteAsync(result);
        }
        catch (Exception fault)
        {
            inputs.TryComplete(fault);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
