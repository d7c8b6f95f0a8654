using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>Shares are held and are to stay: stops cover all of them, none below the wanted price, never two for the same shares.</summary>
internal static class ProtectPath
{
    public static NextStep Next(Situation situation)
    {
        if (situation.Skipped is { } skipped)
            return new NextStep.Cancel(skipped.ToCancel, CancelCause.Skipped);
        var uncovered = situation.View.Uncovered;
        return uncovered.IsZero || situation.IsDust(uncovered, situation.Wanted.StopPrice) ? MovesUp(situation) : Covers(situation, uncovered);
    }

    /// <param name="situation">All that is known.</param>
    /// <param name="wantedCover">Bare shares that are to be covered.</param>
    public static NextStep Covers(Situation situation, Shares wantedCover)
    {
        var (wanted, view, progress, settings) = (situation.Wanted, situation.View, situation.Progress, situation.Settings);
        if (situation.EntryWait is { } wait)
            return wait;
        if (situation.Movable.FirstOrDefault(group => !group.IsLive) is { } asleep)
        {
            return situation.Elapsed(progress.AsleepSince, settings.VenuePatience)
                ? new NextStep.Cancel(asleep.ToCancel, CancelCause.NeverLive)
                : situation.WaitFor(WaitFor.LegsLive);
        }

        // Shares under a sell that is known to be no stop cannot be covered while it rests. A part that is being sold is on its way out.
        if ((situation.Keep.IsZero || view.Held <= situation.Keep) && view.Groups.FirstOrDefault(group => group is { IsLive: true, IsPending: false, IsUnderstood: true } && group.Covered.IsZero) is { } bare)
            return new NextStep.Cancel(bare.ToCancel, CancelCause.BlocksProtection);

        var quantity = wantedCover < view.Sellable ? wantedCover : view.Sellable;
        if (quantity.IsZero || wanted.StopPrice is not { } stop)
            return situation.WaitFor(view.IsPending ? WaitFor.PendingOrder : WaitFor.FreeShares);

        // The market is below the stop already: a stop-limit there would be skipped the moment it rests.
        if (situation.IsCrypto && view.Bid <= stop)
            return SellsNow(situation, quantity);
        var ocoWorks = progress.OcoRefusals < settings.RefusalsBeforeEscalation && !progress.DayOnly;
        if (wanted.TakeProfitPrice is { } takeProfit && quantity.IsWhole && !situation.IsCrypto && takeProfit > stop && (ocoWorks || situation.EntryIsOpen))
            return new NextStep.PlaceOco(quantity, stop, takeProfit);

        // A plain stop beside an open buy is refused as a wash trade.
        return situation.EntryIsOpen ? situation.WaitFor(WaitFor.EntryEnd) : situation.StopFor(quantity, stop);
    }

    private static NextStep SellsNow(Situation situation, Shares quantity)
    {
        if (!situation.MaySellAgain)
            return situation.WaitFor(WaitFor.Fill);
        return situation.MarketableLimit(null) is { } limit ? new NextStep.SellLimit(quantity, limit) : situation.WaitFor(WaitFor.Quote);
    }

    private static NextStep MovesUp(Situation situation)
    {
        var (view, progress, settings) = (situation.View, situation.Progress, situation.Settings);
        var stops = view.Groups.Where(group => !group.Covered.IsZero).Select(group => group.Stop!).ToList();
        if (stops.Count == 0)
            return new NextStep.Wait(WaitFor.Worth, situation.MachineNow + settings.EmergencyRetry);
        var low = stops.Where(stop => situation.Wanted.StopPrice is { } price && stop.StopPrice is { } at && at < price).ToList();
        if (low.Count == 0)
            return new NextStep.Protected(view.Held, view.Covered, stops.Select(stop => stop.StopPrice).Min());
        if (progress.StopMovedAt is { } moved && moved + settings.StopMoveInterval is var again && situation.MachineNow < again)
            return new NextStep.Wait(WaitFor.Replaceable, again);
        return low.FirstOrDefault(Situation.IsReplaceable) is { } movable && situation.Wanted.StopPrice is { } wanted
            ? new NextStep.MoveStop(movable, wanted, situation.LimitOf(wanted))
            : new NextStep.Wait(WaitFor.Replaceable, situation.MachineNow + (10 * settings.Poll));
    }
}
