using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>A part of the shares is to be sold and the rest stays: the rest is covered first, then the part is freed and sold.</summary>
internal static class PartialExitPath
{
    public static NextStep Next(Situation situation)
    {
        var (view, keep) = (situation.View, situation.Keep);
        if (view.Held <= keep)
            return ProtectPath.Next(situation);
        if (situation.Skipped is { } skipped)
            return new NextStep.Cancel(skipped.ToCancel, CancelCause.Skipped);
        var part = view.Held - keep;
        if (view.Groups.FirstOrDefault(group => group.Stop is null && !group.BelongsToOpenEntry) is { } sale)
            return Attends(situation, sale, part);
        if (situation.EntryWait is { } wait)
            return wait;
        if (view.Uncovered > part)
            return ProtectPath.Covers(situation, view.Uncovered - part);
        if (view.Sellable.IsZero)
            return Frees(situation, part);
        return Sells(situation, view.Sellable < part ? view.Sellable : part);
    }

    private static NextStep Attends(Situation situation, SellGroup sale, Shares part)
    {
        if (sale.Limit is not { } limit || sale.IsPending)
            return situation.WaitFor(WaitFor.Fill);
        if (situation.IsLate || sale.Reserved > part)
            return new NextStep.Cancel(sale.ToCancel, CancelCause.Exit);
        return situation.View.Bid is { } bid && limit.LimitPrice > bid && situation.MaySellAgain && Situation.IsReplaceable(limit)
            && situation.MarketableLimit(null) is { } price
            ? new NextStep.MakeMarketable(limit, price)
            : situation.WaitFor(WaitFor.Fill);
    }

    private static NextStep Sells(Situation situation, Shares quantity)
    {
        if (!situation.MaySellAgain)
            return situation.WaitFor(WaitFor.Fill);
        if (situation.IsDust(quantity, situation.View.Bid))
            return new NextStep.Wait(WaitFor.Worth, situation.MachineNow + situation.Settings.EmergencyRetry);
        if (situation.IsLate)
            return new NextStep.SellMarket(quantity);
        return situation.MarketableLimit(null) is { } limit ? new NextStep.SellLimit(quantity, limit) : situation.WaitFor(WaitFor.Quote);
    }

    // A simple stop gives the part back and goes on covering the rest. The venue takes no new quantity for legs: those go, and what stays is covered anew.
    private static NextStep Frees(Situation situation, Shares part)
    {
        var movable = situation.Movable.Where(group => group.IsLive).ToList();
        var resizes = situation.Progress.RefusalsInARow < situation.Settings.RefusalsBeforeEscalation;
        if (resizes && movable.FirstOrDefault(group => group.Members is [{ Class: OrderClass.Simple } one] && Situation.IsReplaceable(one) && group.Reserved > part) is { } stop)
            return new NextStep.Resize(stop.Stop!, stop.Stop!.Quantity!.Value - part);
        return movable.FirstOrDefault() is { } reserving
            ? new NextStep.Cancel(reserving.ToCancel, CancelCause.Exit)
            : situation.WaitFor(situation.View.IsPending ? WaitFor.PendingOrder : WaitFor.FreeShares);
    }
}
