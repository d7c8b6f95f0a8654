using Pipeline.Contracts.Events;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;

namespace Pipeline.Seller;

/// <summary>What the seller tells of its steps.</summary>
public sealed class StepTelling(EventTeller teller, HotOptions<SellerOptions> options, VenueClock venue)
{
    public ValueTask WantedAsync(SellSignal wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return teller.TellAsync("exit_wanted", EventSeverity.Info, wanted.CorrelationId, wanted.Id, wanted.Symbol,
            reason: wanted.Reason is { } reason ? System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()) : null,
            facts: Facts(wanted), id: $"exit-wanted-{wanted.Id}");
    }

    public async ValueTask BeforeAsync(NextStep step, SellSignal wanted, VenueView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (step is NextStep.EmergencyExit)
            await TellAsync("undo_started", EventSeverity.Error, step, wanted, view, "Protection was refused: the position is left at market.");
        if (step is NextStep.WideEmergencyStop)
            await TellAsync("undo_failed", EventSeverity.Critical, step, wanted, view, "The sale at market was refused too: a wide stop is the last resort.");
        if (step is NextStep.SellMarket && wanted.Deadline <= now)
            await TellAsync("exit_escalated", EventSeverity.Warning, step, wanted, view, "The exit's deadline has passed: what is left goes at market.");
        if (step is NextStep.MakeMarketable or NextStep.SellLimit or NextStep.SellMarket or NextStep.EmergencyExit)
            await TellAsync("exit_sent", EventSeverity.Info, step, wanted, view, null);
    }

    public ValueTask AfterAsync(NextStep step, SellSignal wanted, VenueView view, RequestEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var isStop = step is NextStep.PlaceOco or NextStep.PlaceStop or NextStep.MoveStop or NextStep.Resize or NextStep.WideEmergencyStop;
        var (type, severity) = step switch
        {
            _ when isStop && end.Outcome is StepOutcome.NotTried => ("stop_put_off", EventSeverity.Warning),
            _ when isStop && end.Outcome is not (StepOutcome.Accepted or null) => ("stop_refused", EventSeverity.Warning),
            NextStep.MoveStop or NextStep.Resize => ("stop_moved", EventSeverity.Info),
            _ when isStop => ("stop_placed", EventSeverity.Info),
            NextStep.Cancel { Why: CancelCause.Orphan } => ("orphan_canceled", EventSeverity.Warning),
            _ => ("exit_answered", end.Outcome is StepOutcome.Accepted ? EventSeverity.Info : EventSeverity.Warning),
        };
        return TellAsync(type, severity, step, wanted, view, end.Text, end.Outcome?.ToString() ?? "Unknown", end.VenueOrderId);
    }

    public ValueTask FlatAsync(NextStep.Flat flat, SellSignal wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return teller.TellAsync("flat_proven", EventSeverity.Info, wanted.CorrelationId, wanted.Id, wanted.Symbol, facts: Facts(wanted), id: $"flat-{wanted.TradeId}");
    }

    /// <summary>A dry run's word: the step that would come next.</summary>
    public ValueTask DecidedAsync(NextStep step, SellSignal wanted, VenueView view) => TellAsync("step_decided", EventSeverity.Info, step, wanted, view, step.ToString());

    private ValueTask TellAsync(
        string type, EventSeverity severity, NextStep step, SellSignal wanted, VenueView view, string? text, string? outcome = null, string? orderId = null)
    {
        var facts = Facts(wanted);
        facts["step"] = step.GetType().Name;
        facts["held"] = view.Held.ToString();
        facts["available"] = view.Available.ToString();
        facts["covered"] = view.Covered.ToString();
        if (view.Bid is { } bid)
            facts["bid"] = bid.ToString();
        if (outcome is not null)
            facts["outcome"] = outcome;
        if (RequestPlan.Of(step) is { } plan)
            Add(facts, plan);
        return teller.TellAsync(type, severity, wanted.CorrelationId, wanted.Id, wanted.Symbol, orderId ?? RequestPlan.Of(step)?.Target?.VenueOrderId, text: text, facts: facts);
    }

    private static void Add(SortedDictionary<string, string> facts, RequestPlan plan)
    {
        facts["purpose"] = plan.Purpose;
        if (plan.Quantity is { } quantity)
            facts["quantity"] = quantity.ToString();
        if (plan.Limit is { } limit)
            facts["limit"] = limit.ToString();
        if (plan.Stop is { } stop)
            facts["stop"] = stop.ToString();
    }

    private SortedDictionary<string, string> Facts(SellSignal wanted) => new(StringComparer.Ordinal)
    {
        ["epoch"] = $"{wanted.Epoch}",
        ["tradeId"] = wanted.TradeId,
        ["now"] = $"{venue.Now:O}",
        ["configurationRevision"] = options.Now.Revision,
    };
}
