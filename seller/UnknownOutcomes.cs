using System.Collections.Concurrent;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting;

namespace Pipeline.Seller;

/// <summary>Finds out how a request ended whose answer is missing: looks it up, and sends it again only under its own id.</summary>
public sealed class UnknownOutcomes(IVenueReader venue, OrderRequests requests, SellerOptions options, TimeProvider machine)
{
    /// <summary>The time-out of a request, and 30 s beyond it: what has not arrived by then never will.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(40);

    /// <summary>The first of two requests arrives before the second is judged, but for what overtakes it inside the venue. Were it later still, it would
    /// find its shares reserved or gone, and be refused: a sell cannot be doubled as a buy can.</summary>
    private static readonly TimeSpan ArrivalBeforeRefused = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Doubt> _doubts = new(StringComparer.Ordinal);

    /// <summary>The outcome is null while it is still not known.</summary>
    /// <exception cref="VenueUnavailableException">The venue cannot be asked now.</exception>
    public Task<RequestEnd> ResolveAsync(OrderIntent intent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return intent.Action == OrderAction.Cancel ? ResolveCancelAsync(intent, cancellationToken) : ResolveOrderAsync(intent, cancellationToken);
    }

    private async Task<RequestEnd> ResolveOrderAsync(OrderIntent intent, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.SellerUnknownAsking);
        if (await venue.FindOrderByClientIdAsync(intent.ClientOrderId!, cancellationToken) is { } found)
        {
            KillPoint.Reached(KillPoints.SellerUnknownAnswered);
            return await requests.AnswerAsync(intent, AnswerOutcome.Accepted, StepOutcome.Accepted, found.VenueOrderId, "found by client order id");
        }

        var now = machine.GetUtcNow();
        var doubt = DoubtAbout(intent.Id);
        if (doubt.Refusal is null && now < (intent.SendBefore ?? intent.MachineTime.AddSeconds(options.ResendSeconds)))
            return await SendAgainAsync(intent, doubt, cancellationToken);
        var arrived = doubt.Refusal is null ? intent.MachineTime + Arrival : doubt.RefusedAt + ArrivalBeforeRefused;
        if (now < arrived || ++doubt.Misses < 2)
            return new RequestEnd(intent.Id, null, null, null, "not found; it may still arrive");
        _doubts.TryRemove(intent.Id, out _);
        return doubt.Refusal is { } refusal
            ? await requests.RecordAsync(intent, refusal, doubt.RefusedAt)
            : await requests.AnswerAsync(intent, AnswerOutcome.Abandoned, StepOutcome.RefusedForNow, null, "not found twice, long past its time-out");
    }

    // What is said to the second request is not said of the first, which may have arrived meanwhile.
    private async Task<RequestEnd> SendAgainAsync(OrderIntent intent, Doubt doubt, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.SellerUnknownSendingAgain);
        var sentAt = machine.GetUtcNow();
        var outcome = await requests.RequestAsync(intent);
        if (outcome is RequestOutcome.RetryLater later)
            return new RequestEnd(intent.Id, null, null, later.After, later.Text);
        if (outcome is not RequestOutcome.Refused { Kind: not RefusalKind.DuplicateClientOrderId } refused)
            return await requests.RecordAsync(intent, outcome, sentAt);
        (doubt.Refusal, doubt.RefusedAt) = (refused, machine.GetUtcNow());
        return await venue.FindOrderByClientIdAsync(intent.ClientOrderId!, cancellationToken) is { } found
            ? await requests.AnswerAsync(intent, AnswerOutcome.Accepted, StepOutcome.Accepted, found.VenueOrderId, "found by client order id after a second request was refused")
            : new RequestEnd(intent.Id, null, null, null, $"the second request was refused ({refused.Text}); the first may still arrive");
    }

    private async Task<RequestEnd> ResolveCancelAsync(OrderIntent intent, CancellationToken cancellationToken)
    {
        var target = await venue.FindOrderAsync(intent.TargetVenueOrderId!, cancellationToken);
        return target switch
        {
            null => await requests.AnswerAsync(intent, AnswerOutcome.Abandoned, StepOutcome.RefusedForNow, null, "the venue does not know the order"),
            { IsTerminal: true } or { Status: OrderStatus.PendingCancel } =>
                await requests.AnswerAsync(intent, AnswerOutcome.Accepted, StepOutcome.Accepted, target.VenueOrderId, $"the order is {target.RawStatus}"),
            _ => await requests.SendAsync(intent),
        };
    }

    private Doubt DoubtAbout(string intentId) => _doubts.GetOrAdd(intentId, static _ => new Doubt());

    // One turn of a symbol at a time touches it.
    private sealed class Doubt
    {
        public int Misses { get; set; }

        /// <summary>What was said to a second request: it counts once the first can no longer arrive.</summary>
        public RequestOutcome.Refused? Refusal { get; set; }

        /// <summary>Machine time of that refusal.</summary>
        public DateTimeOffset RefusedAt { get; set; }
    }
}
