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

    private readonly Dictionary<string, int> _misses = new(StringComparer.Ordinal);

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

        var age = machine.GetUtcNow() - intent.MachineTime;
        if (age < TimeSpan.FromSeconds(options.ResendSeconds))
            return await SendAgainAsync(intent, cancellationToken);
        if (age < Arrival || Miss(intent.Id) < 2)
            return new RequestEnd(intent.Id, null, null, null, "not found; it may still arrive");
        return await requests.AnswerAsync(intent, AnswerOutcome.Abandoned, StepOutcome.RefusedForNow, null, "not found twice, long past its time-out");
    }

    // What is said to the second request is not said of the first, which may have arrived meanwhile.
    private async Task<RequestEnd> SendAgainAsync(OrderIntent intent, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.SellerUnknownSendingAgain);
        var sentAt = machine.GetUtcNow();
        var outcome = await requests.RequestAsync(intent);
        if (outcome is RequestOutcome.RetryLater later)
            return new RequestEnd(intent.Id, null, null, later.After, later.Text);
        var isRefused = outcome is RequestOutcome.Refused { Kind: not RefusalKind.DuplicateClientOrderId };
        if (isRefused && await venue.FindOrderByClientIdAsync(intent.ClientOrderId!, cancellationToken) is { } found)
            return await requests.AnswerAsync(intent, AnswerOutcome.Accepted, StepOutcome.Accepted, found.VenueOrderId, "found by client order id after a second request was refused");
        return await requests.RecordAsync(intent, outcome, sentAt);
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

    private int Miss(string intentId)
    {
        lock (_misses)
            return _misses[intentId] = _misses.GetValueOrDefault(intentId) + 1;
    }
}
