using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>Shares are held and are to stay: stops cover all of them, none below the wanted price, never two for the same shares.</summary>
internal static class ProtectPath
{
    public static NextStep Next(Situation situation) =>
        situation.View.Uncovered.IsZero ? MovesUp(situation) : Covers(situation);

    private static NextStep Covers(Situation situation)
    {
        var (wanted, view, progress, settings) = (situation.Wanted, situation.View, situation.Progress, situation.Settings);
        if (situation.EntryIsOpen && !situation.Elapsed(progress.ExposedSince, settings.EntryPatience))
            return situation.WaitFor(WaitFor.EntryEnd);
        if (view.Groups.FirstOrDefault(group => group is { IsLive: false, BelongsToOpenEntry: false }) is { } asleep)
        {
            return situation.Elapsed(progress.AsleepSince, settings.VenuePatience)
                ? new NextStep.Cancel(asleep.ToCancel, CancelCause.NeverLive)
                : situation.WaitFor(WaitFor.LegsLive);
        }

        // Shares under a sell that is no stop cannot be covered while it rests.
        if (view.Groups.FirstOrDefault(group => group.IsLive && group.Covered.IsZero) is { } bare)
            return new NextStep.Cancel(bare.ToCancel, CancelCause.BlocksProtection);

        var quantity = view.Uncovered < view.Sellable ? view.Uncovered : view.Sellable;
        if (quantity.IsZero || wanted.StopPrice is not { } stop)
            return situation.WaitFor(WaitFor.FreeShares);
        var ocoWorks = progress.OcoRefusals < settings.RefusalsBeforeEscalation;
        if (wanted.TakeProfitPrice is { } takeProfit && quantity.IsWhole && takeProfit > stop && (ocoWorks || situation.EntryIsOpen))
            return new NextStep.PlaceOco(quantity, stop, takeProfit);

        // A plain stop beside an open buy is refused as a wash trade.
        return situation.EntryIsOpen ? situation.WaitFor(WaitFor.EntryEnd) : new NextStep.PlaceStop(quantity, stop);
    }

    private static NextStep MovesUp(Situation situation)
    {
        var view = situation.View;
        var stops = view.Groups.Where(group => !group.Covered.IsZero).Select(group => group.Stop!).ToList();
        var low = stops.Where(stop => situation.Wanted.StopPrice is { } price && stop.StopPrice is { } at && at < price).ToList();
        if (low.Count == 0)
            return new NextStep.Protected(view.Held, view.Covered, stops.Select(stop => stop.StopPrice).OfType<Price>().Min());
        return low.FirstOrDefault(Situation.IsReplaceable) is { } movable
            ? new NextStep.MoveStop(movable, situation.Wanted.StopPrice!.Value)
            : new NextStep.Wait(WaitFor.Replaceable, situation.MachineNow + (10 * situation.Settings.Poll));
    }
}
