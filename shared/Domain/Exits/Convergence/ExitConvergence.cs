using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>The way from any state of the venue to the wanted one, one step at a time.</summary>
public static class ExitConvergence
{
    /// <param name="wanted">The newest wanted state of the symbol.</param>
    /// <param name="view">A reading of the symbol at the venue, already observed by <paramref name="progress"/>.</param>
    /// <param name="progress">What earlier steps and readings left.</param>
    /// <param name="settings">Patience and distances.</param>
    /// <param name="now">Venue time; the exit's deadline is judged by it.</param>
    /// <param name="machineNow">Machine time; every wait is measured by it.</param>
    public static NextStep Next(
        SellSignal wanted, VenueView view, Progress progress, ConvergenceSettings settings, DateTimeOffset now, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(settings);

        var situation = new Situation(wanted, view, progress, settings, now, machineNow);
        if (progress.UnresolvedIntent is not null)
            return situation.WaitFor(WaitFor.UnknownOutcome);
        if (view.Unread.Count > 0)
            return situation.WaitFor(WaitFor.SecondReading);
        if (progress.NotBefore is { } pause && machineNow < pause)
            return new NextStep.Wait(WaitFor.Retry, pause);
        if (view.IsPending && !situation.Elapsed(progress.PendingSince, settings.StuckAfter))
            return situation.WaitFor(WaitFor.PendingOrder);
        if (view.Held.IsZero)
            return FlatPath.Next(situation);

        // The ledger says that this trade is closed: what is held now belongs to another, and is not ours to sell.
        if (wanted is { Want: WantedState.Exit, Quantity.IsZero: true })
            return situation.WaitFor(WaitFor.Ledger);
        if (MendsExcess(situation) is { } mended)
            return mended;
        if (situation.IsEmergency || (wanted.Want == WantedState.Exit && situation.Keep.IsZero))
            return ExitPath.Next(situation);
        return wanted.Want == WantedState.Exit ? PartialExitPath.Next(situation) : ProtectPath.Next(situation);
    }

    // More reserved than held: a venue that let it work would sell what we do not have. Orders and position are two readings, so one is not believed, nor are two quick ones.
    private static NextStep? MendsExcess(Situation situation)
    {
        var view = situation.View;
        if (situation.Progress.ExcessReadings == 0)
            return null;
        if (situation.Progress.ExcessReadings == 1 || !situation.Elapsed(situation.Progress.ExcessSince, situation.Settings.VenuePatience))
            return situation.WaitFor(WaitFor.SecondReading);
        var excess = view.Reserved - view.Held;
        var groups = view.Groups.Where(group => !group.Reserved.IsZero && !group.IsPending).OrderBy(group => !group.Covered.IsZero).ThenBy(group => group.Reserved).ToList();
        if (groups.Count == 0)
            return situation.WaitFor(WaitFor.PendingOrder);
        if (groups.FirstOrDefault(group => group.Covered.IsZero || group.Reserved <= excess) is { } dispensable)
            return new NextStep.Cancel(dispensable.ToCancel, CancelCause.Excess);
        var smallest = groups[0];
        return situation.Progress.RefusalsInARow < situation.Settings.RefusalsBeforeEscalation && smallest.Members is [{ Class: OrderClass.Simple } single] && Situation.IsReplaceable(single)
            ? new NextStep.Resize(single, single.Quantity!.Value - excess)
            : new NextStep.Cancel(smallest.ToCancel, CancelCause.Excess);
    }
}
