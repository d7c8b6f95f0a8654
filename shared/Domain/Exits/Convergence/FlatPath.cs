namespace Pipeline.Domain.Exits.Convergence;

/// <summary>Nothing is held: no order may stay, then it is proven by a second reading.</summary>
internal static class FlatPath
{
    public static NextStep Next(Situation situation)
    {
        var (view, progress, settings) = (situation.View, situation.Progress, situation.Settings);
        if (situation.EntryIsOpen)
            return situation.WaitFor(WaitFor.EntryEnd);

        var orphan = view.Groups.FirstOrDefault(group => !group.BelongsToOpenEntry);

        // Positions and orders may disagree for seconds after an execution: what must be protected is not given up on two quick readings.
        var patience = situation is { IsProtecting: true, Wanted.Quantity.IsZero: false } ? settings.QuietPeriod
            : orphan is not null ? settings.VenuePatience
            : TimeSpan.Zero;
        if (progress.FlatReadings < 2 || !situation.Elapsed(progress.FlatSince, patience))
            return situation.WaitFor(WaitFor.SecondReading);
        if (orphan is { IsPending: true } && (orphan = situation.Movable.FirstOrDefault()) is null)
            return situation.WaitFor(WaitFor.PendingOrder);
        return orphan is not null
            ? new NextStep.Cancel(orphan.ToCancel, CancelCause.Orphan)
            : new NextStep.Flat(progress.FlatSince!.Value, view.ReadAt);
    }
}
