using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>Shares are held and are to be sold: at a marketable limit beside the resting stop, else cancel, prove, sell what is left.</summary>
internal static class ExitPath
{
    public static NextStep Next(Situation situation)
    {
        var (view, progress, settings) = (situation.View, situation.Progress, situation.Settings);
        if (view.Groups.Any(group => group.Members.Any(order => order.Type == OrderType.Market)))
            return situation.WaitFor(WaitFor.Fill);
        if (situation.EntryWait is { } wait)
            return wait;
        return situation.IsLate || progress.LimitRefusals >= settings.RefusalsBeforeEscalation ? AtMarket(situation) : AtLimit(situation);
    }

    private static NextStep AtLimit(Situation situation)
    {
        var view = situation.View;
        if (view.Bid is not { } bid)
            return situation.WaitFor(WaitFor.Quote);
        var limits = view.Groups.Where(group => group is { IsLive: true, Limit: not null }).ToList();
        foreach (var group in limits.Where(group => group.Limit!.LimitPrice > bid && situation.MaySellAgain))
        {
            if (Situation.IsReplaceable(group.Limit!) && situation.MarketableLimit(group.Stop?.StopPrice) is { } price)
                return new NextStep.MakeMarketable(group.Limit!, price);
        }

        if (situation.Movable.FirstOrDefault(group => group.Limit is null) is { } stopAlone)
            return new NextStep.Cancel(stopAlone.ToCancel, CancelCause.Exit);
        if (limits.Count > 0)
            return situation.WaitFor(WaitFor.Fill);
        if (Asleep(situation) is { } asleep)
            return asleep;
        if (Idle(situation) is { } idle)
            return idle;
        return situation.MarketableLimit(null) is { } limit ? new NextStep.SellLimit(view.Sellable, limit) : situation.WaitFor(WaitFor.FreeShares);
    }

    private static NextStep AtMarket(Situation situation)
    {
        var (view, progress, settings) = (situation.View, situation.Progress, situation.Settings);
        var marketIsRefused = progress.MarketRefusals >= settings.RefusalsBeforeEscalation
            && progress.MarketAgainAt is { } again && situation.MachineNow < again;
        if (marketIsRefused && LastResort(situation) is { } lastResort)
            return lastResort;
        if (situation.Movable.FirstOrDefault() is { } reserving)
            return new NextStep.Cancel(reserving.ToCancel, CancelCause.Exit);
        if (Idle(situation) is { } idle)
            return idle;
        return situation.IsEmergency ? new NextStep.EmergencyExit(view.Sellable) : new NextStep.SellMarket(view.Sellable);
    }

    // Nothing to send now: all is reserved, the sale before this one may not show in the position yet, or the rest is too small for any order.
    private static NextStep? Idle(Situation situation)
    {
        var view = situation.View;
        if (view.Sellable.IsZero)
            return situation.WaitFor(view.IsPending ? WaitFor.PendingOrder : WaitFor.FreeShares);
        if (!situation.MaySellAgain)
            return situation.WaitFor(WaitFor.Fill);
        return situation.IsDust(view.Sellable, view.Bid) ? new NextStep.Wait(WaitFor.Worth, situation.MachineNow + situation.Settings.EmergencyRetry) : null;
    }

    private static NextStep? LastResort(Situation situation)
    {
        var (view, settings) = (situation.View, situation.Settings);
        if (view.Uncovered.IsZero)
            return situation.WaitFor(WaitFor.Retry);
        if (view.Sellable.IsZero)
            return null;
        var under = view.Bid is { } bid && (situation.Wanted.StopPrice is not { } wantedStop || bid < wantedStop) ? view.Bid : situation.Wanted.StopPrice;
        if (under is not { } price)
            return situation.WaitFor(WaitFor.Quote);
        var stop = situation.StopFor(view.Sellable, price.Moved(-settings.EmergencyStopDistance).FlooredToTick());
        return new NextStep.WideEmergencyStop(stop.Quantity, stop.Stop, stop.Limit, stop.Day);
    }

    private static NextStep? Asleep(Situation situation)
    {
        if (situation.Movable.FirstOrDefault(group => !group.IsLive) is not { } asleep)
            return null;
        return situation.Elapsed(situation.Progress.AsleepSince, situation.Settings.VenuePatience)
            ? new NextStep.Cancel(asleep.ToCancel, CancelCause.NeverLive)
            : situation.WaitFor(WaitFor.LegsLive);
    }
}
