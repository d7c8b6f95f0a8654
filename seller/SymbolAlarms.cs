using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting.Stages;

namespace Pipeline.Seller;

/// <summary>Raises and clears what a person must hear: shares that stay bare, and an order that hangs at the venue.</summary>
public sealed class SymbolAlarms(Conditions conditions, EventTeller teller, SellerOptions options, TimeProvider machine)
{
    private readonly ConvergenceSettings _settings = options.ToSettings();

    /// <summary>Looks at what a turn has read; returns the progress with what has been told.</summary>
    public async Task<Progress> JudgeAsync(SellSignal wanted, VenueView view, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(progress);
        var now = machine.GetUtcNow();
        if (SymbolAlarm.IsUnprotected(wanted, view, progress, _settings, now))
        {
            await conditions.RaiseAsync(
                TradingCondition.Unprotected, $"{view.Uncovered} of {view.Held} {wanted.Symbol} are without a working stop. Look at the venue; ./pipeline flatten --symbol {wanted.Symbol} leaves them.",
                wanted.Symbol, wanted.Id, EventSeverity.Critical);
        }
        else if (view.Uncovered.IsZero || view.Held.IsZero)
        {
            await conditions.ClearAsync(TradingCondition.Unprotected, "Every share is under a working stop, or none is held.", wanted.Symbol, wanted.Id);
        }

        if (!SymbolAlarm.IsStuck(progress, _settings, now) || progress.StuckTold == progress.PendingSince)
            return progress;
        var stuck = view.Groups.SelectMany(group => group.Members).FirstOrDefault(order => view.IsPending && SellGroup.IsPendingOrder(order));
        await teller.TellAsync(
            "order_stuck", view.Uncovered.IsZero ? EventSeverity.Warning : EventSeverity.Critical, wanted.CorrelationId, wanted.Id, wanted.Symbol, stuck?.VenueOrderId, stuck?.RawStatus,
            "The venue neither ends nor works an order; its shares wait for the venue, the others are looked after.");
        return progress with { StuckTold = progress.PendingSince };
    }
}
