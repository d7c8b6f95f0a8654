using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Ledger;

/// <summary>A trading day whose hours the venue has changed after it was written down, as for an early close that is announced while it lasts.</summary>
public static class SessionAmendment
{
    /// <summary>The day with the hours that hold now; null when they are as written, or when it is over by the old hours and by the new ones.</summary>
    /// <param name="written">As it was stored last. Its id and what it began with stay: it is the same day.</param>
    /// <param name="opensAt">By the venue's calendar as read now, UTC.</param>
    /// <param name="closesAt">Likewise.</param>
    /// <param name="venueNow">Venue time.</param>
    /// <param name="machineNow">Machine time.</param>
    public static Session? Of(Session written, DateTimeOffset opensAt, DateTimeOffset closesAt, DateTimeOffset venueNow, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(written);
        if ((written.OpensAt == opensAt && written.ClosesAt == closesAt) || (written.ClosesAt <= venueNow && closesAt <= venueNow))
            return null;
        return written with { CausationId = written.Id, VenueTime = venueNow, MachineTime = machineNow, OpensAt = opensAt, ClosesAt = closesAt };
    }
}
