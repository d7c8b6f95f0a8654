using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Entries;

/// <summary>What one run of the process has found out about one stored intent.</summary>
public sealed record EntryInquiry
{
    /// <summary>The intent was stored by this run and its body never left: nobody else can have sent it.</summary>
    public bool NeverSent { get; init; }

    /// <summary>Set once the venue showed it.</summary>
    public VenueOrder? Found { get; init; }

    /// <summary>The venue called the client order id a duplicate: it has the order, even while it does not find it.</summary>
    public bool KnownToVenue { get; init; }

    /// <summary>A second request was refused, perhaps because the first has arrived: nothing is sent any more, and nothing is given up before its time.</summary>
    public bool RefusedInDoubt { get; init; }

    /// <summary>Look-ups that left after the last request's end and did not find it.</summary>
    public int Misses { get; init; }

    /// <summary>Those of them that left after every request must have arrived or been lost.</summary>
    public int LateMisses { get; init; }

    /// <summary>Machine time before which nothing more is asked or sent.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>A look-up that found nothing.</summary>
    /// <param name="leftAt">Machine time at which the look-up left.</param>
    /// <param name="intent">The intent looked for.</param>
    /// <param name="timing">Gives the interval to the next one, and when a miss is late.</param>
    public EntryInquiry Missed(DateTimeOffset leftAt, EntryIntent intent, EntryTiming timing)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(timing);
        var late = leftAt >= timing.CertainlyArrivedBy(intent.SendBefore);
        return this with { Misses = Misses + 1, LateMisses = LateMisses + (late ? 1 : 0), NotBefore = leftAt + timing.LookupInterval };
    }

    /// <summary>A look-up or request that had no effect and says nothing; ask again later.</summary>
    public EntryInquiry Postponed(DateTimeOffset until) => this with { Misses = 0, NotBefore = until };

    /// <summary>The body may have left: what was looked up before counts no more.</summary>
    public EntryInquiry Sent(DateTimeOffset lookAgainAt) => this with { NeverSent = false, Misses = 0, LateMisses = 0, NotBefore = lookAgainAt };
}
