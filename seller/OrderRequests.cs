using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;

namespace Pipeline.Seller;

/// <summary>Makes one request: intent made durable, then the request, then its answer made durable.</summary>
/// <remarks>The steps after the intent ignore shutdown: an order that was sent is recorded.</remarks>
public sealed class OrderRequests(
    ISellGateway gateway, IOrderRecords records, SellerBook book, SellerOptions options, VenueClock venue, TimeProvider machine)
{
    private static readonly TimeSpan KeysPause = TimeSpan.FromSeconds(1);

    /// <param name="plan">What to ask.</param>
    /// <param name="wanted">What it serves.</param>
    /// <param name="cancellationToken">Honoured until the intent is stored.</param>
    public async Task<RequestEnd> MakeAsync(RequestPlan plan, SellSignal wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(wanted);
        cancellationToken.ThrowIfCancellationRequested();
        var intent = Intend(plan, wanted);
        if (!await StoreAsync(intent))
            return new RequestEnd(intent.Id, null, null, null, "an earlier life stored this intent; its end is looked up first");
        KillPoint.Reached(KillPoints.SellerOrderIntentStored);

        // Whoever wakes here after a long freeze decided on a market that is gone.
        if (machine.GetUtcNow() >= intent.SendBefore)
            return new RequestEnd(intent.Id, null, null, null, "its time to be sent has passed; it is looked up first");
        return await SendAsync(intent);
    }

    /// <summary>Sends a stored intent and records its end.</summary>
    public async Task<RequestEnd> SendAsync(OrderIntent intent)
    {
        var sentAt = machine.GetUtcNow();
        var request = RequestAsync(intent);
        KillPoint.Reached(KillPoints.SellerOrderSent);
        var outcome = await request;
        KillPoint.Reached(KillPoints.SellerOrderAnswered);
        return await RecordAsync(intent, outcome, sentAt);
    }

    /// <summary>Sends a stored intent once, for the first time or again under the same id; records nothing.</summary>
    public async Task<RequestOutcome> RequestAsync(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return intent.Action switch
        {
            OrderAction.Place => await gateway.SubmitSellAsync(intent.OrderBody!, CancellationToken.None),
            OrderAction.Replace => await gateway.ReplaceSellAsync(intent.TargetVenueOrderId!, intent.OrderBody!, CancellationToken.None),
            _ => await gateway.CancelSellAsync(intent.TargetVenueOrderId!, CancellationToken.None),
        };
    }

    /// <summary>Records how a request ended.</summary>
    /// <param name="sentAt">Machine time right before it was sent.</param>
    public async Task<RequestEnd> RecordAsync(OrderIntent intent, RequestOutcome outcome, DateTimeOffset sentAt)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return outcome switch
        {
            RequestOutcome.Accepted accepted => await AnswerAsync(
                intent, AnswerOutcome.Accepted, StepOutcome.Accepted, accepted.Order?.VenueOrderId ?? intent.TargetVenueOrderId, accepted.HttpStatus, null, null, sentAt),

            // It arrived before: a lookup tells what it became.
            RequestOutcome.Refused { Kind: RefusalKind.DuplicateClientOrderId } refused => await AnswerAsync(
                intent, AnswerOutcome.Unknown, null, null, refused.HttpStatus, refused.Code, refused.Text, sentAt),

            // Whoever does not know us has not looked at the order: no stronger means would help, and none is wanted once the keys are taken again.
            RequestOutcome.Refused { Kind: RefusalKind.BadKeys } refused => await AnswerAsync(
                intent, AnswerOutcome.Refused, StepOutcome.NotTried, null, refused.HttpStatus, refused.Code, refused.Text, sentAt, KeysPause),
            RequestOutcome.Refused refused => await AnswerAsync(
                intent, AnswerOutcome.Refused, OutcomeOf(refused.Kind), null, refused.HttpStatus, refused.Code, refused.Text, sentAt),
            RequestOutcome.RetryLater later => await AnswerAsync(
                intent, AnswerOutcome.Refused, StepOutcome.NotTried, null, null, null, later.Text, sentAt, later.After),
            RequestOutcome.Unknown unknown => await AnswerAsync(
                intent, AnswerOutcome.Unknown, null, null, unknown.HttpStatus, null, unknown.Text, sentAt),
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }

    /// <summary>Records what a lookup found.</summary>
    public Task<RequestEnd> AnswerAsync(OrderIntent intent, AnswerOutcome outcome, StepOutcome? step, string? venueOrderId, string? text) =>
        AnswerAsync(intent, outcome, step, venueOrderId, null, null, text, null);

    private OrderIntent Intend(RequestPlan plan, SellSignal wanted)
    {
        var family = $"{ClientOrderId.Family(wanted.Account, wanted.TradeId)}{plan.Leg}";
        var clientOrderId = plan.Action == OrderAction.Cancel
            ? null
            : ClientOrderId.For(wanted.Account, wanted.TradeId, plan.Leg, book.NextAttempt(family, machine.GetUtcNow()));
        return new OrderIntent
        {
            Id = clientOrderId ?? $"{ClientOrderId.Digest(wanted.Account, wanted.TradeId)}-cancel-{plan.Target!.VenueOrderId}",
            CorrelationId = wanted.CorrelationId,
            CausationId = wanted.Id,
            VenueTime = venue.Now,
            MachineTime = machine.GetUtcNow(),
            Account = wanted.Account,
            Symbol = wanted.Symbol,
            TradeId = wanted.TradeId,
            Epoch = wanted.Epoch,
            Action = plan.Action,
            Purpose = plan.Purpose,
            ClientOrderId = clientOrderId,
            TargetVenueOrderId = plan.Target?.VenueOrderId,
            SendBefore = machine.GetUtcNow().AddSeconds(options.ResendSeconds),
            Quantity = plan.Quantity,
            LimitPrice = plan.Limit ?? plan.StopLimit,
            StopPrice = plan.Stop,
            OrderBody = clientOrderId is null ? null : BodyOf(plan, wanted.Symbol, clientOrderId),
        };
    }

    private static string BodyOf(RequestPlan plan, Symbol symbol, string clientOrderId) => plan switch
    {
        { Action: OrderAction.Replace } => OrderBodies.Replace(clientOrderId, plan.Quantity, plan.Limit ?? plan.StopLimit, plan.Stop),
        { Quantity: { } quantity, Limit: { } takeProfit, Stop: { } stop } => OrderBodies.OcoSell(clientOrderId, symbol, quantity, stop, takeProfit),
        { Quantity: { } quantity, Stop: { } stop, StopLimit: { } limit } => OrderBodies.StopLimitSell(clientOrderId, symbol, quantity, stop, limit),
        { Quantity: { } quantity, Stop: { } stop } => OrderBodies.StopSell(clientOrderId, symbol, quantity, stop, plan.Day),
        { Quantity: { } quantity, Limit: { } limit } => OrderBodies.LimitSell(clientOrderId, symbol, quantity, limit),
        { Quantity: { } quantity } => OrderBodies.MarketSell(clientOrderId, symbol, quantity),
        _ => throw new InvalidOperationException($"{plan} asks for nothing."),
    };

    // False when the id was taken by an intent that we had not heard of.
    private async Task<bool> StoreAsync(OrderIntent intent)
    {
        KillPoint.Reached(KillPoints.SellerOrderDecided);
        var other = await records.StoreAsync(intent);
        book.Note(other ?? intent);
        return other is null;
    }

    private async Task<RequestEnd> AnswerAsync(
        OrderIntent intent, AnswerOutcome outcome, StepOutcome? step, string? venueOrderId, int? httpStatus, int? code, string? text, DateTimeOffset? sentAt, TimeSpan? pause = null)
    {
        var answer = new OrderAnswer
        {
            Id = $"{intent.Id}-{outcome}".ToLowerInvariant(),
            CorrelationId = intent.CorrelationId,
            CausationId = intent.Id,
            VenueTime = venue.Now,
            MachineTime = machine.GetUtcNow(),
            Account = intent.Account,
            Owner = Processes.Seller,
            Symbol = intent.Symbol,
            IntentId = intent.Id,
            Action = intent.Action,
            Outcome = outcome,
            ClientOrderId = intent.ClientOrderId,
            VenueOrderId = venueOrderId,
            HttpStatus = httpStatus,
            Code = code,
            Text = text,
            SentAt = sentAt,
        };
        await records.StoreAsync(answer);
        KillPoint.Reached(KillPoints.SellerOrderAnswerStored);
        book.Note(answer);
        return new RequestEnd(intent.Id, step, venueOrderId, pause, text);
    }

    private static StepOutcome OutcomeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.StopThroughMarket => StepOutcome.RefusedThroughMarket,
        RefusalKind.DayOnly => StepOutcome.RefusedDayOnly,
        RefusalKind.InsufficientQuantity or RefusalKind.WashTrade or RefusalKind.NotFound or RefusalKind.AlreadyTerminal
            or RefusalKind.NotReplaceableNow or RefusalKind.Unchanged => StepOutcome.RefusedForNow,
        _ => StepOutcome.Refused,
    };
}

/// <summary>How a request ended.</summary>
/// <param name="IntentId">Whose end it is.</param>
/// <param name="Outcome">Null while it is not known.</param>
/// <param name="VenueOrderId">The order it made or aimed at, when accepted.</param>
/// <param name="Pause">How long the venue asks to wait, machine time.</param>
/// <param name="Text">The venue's words.</param>
public sealed record RequestEnd(string IntentId, StepOutcome? Outcome, string? VenueOrderId, TimeSpan? Pause, string? Text);
