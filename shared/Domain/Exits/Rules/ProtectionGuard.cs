using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Watches whether the venue stands as wanted, and says it again when it does not.</summary>
public static class ProtectionGuard
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <param name="watch">What the guard noted of this position so far.</param>
    /// <param name="orders">All known orders of the symbol.</param>
    /// <param name="grace">Machine time a position may be without cover before it is said again; 2 s.</param>
    public static (GuardWatch Watch, GuardDecision Decision) Check(
        GuardWatch watch, Position position, IReadOnlyCollection<VenueOrder> orders, TimeSpan grace, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(position);
        if (position.Quantity.IsZero || position.ExitReason is not null || EntryWorks(position))
            return (GuardWatch.None, GuardDecision.Nothing);
        var covered = Coverage.Of(orders, position.WantedStop?.FlooredToTick());
        if (covered >= FeeInKind.LeastLeft(position))
            return Covered(watch, position);
        var since = watch.MissingSince ?? machineNow;
        var due = watch.SaidAt is { } said ? said + Pause(watch.Times, grace) : since + grace;
        var missing = watch with { MissingSince = since, VerifiedStop = null };
        return machineNow < due
            ? (missing, GuardDecision.Nothing)
            : (missing with { SaidAt = machineNow, Times = watch.Times + 1 }, GuardDecision.Missing);
    }

    private static (GuardWatch, GuardDecision) Covered(GuardWatch watch, Position position)
    {
        var verified = new GuardWatch { VerifiedStop = position.WantedStop, VerifiedQuantity = position.Quantity };
        if (watch.Times > 0)
            return (verified, GuardDecision.Mended);
        var isNews = watch.VerifiedStop != position.WantedStop || watch.VerifiedQuantity != position.Quantity;
        return (verified, isNews ? GuardDecision.Verified : GuardDecision.Nothing);
    }

    private static bool EntryWorks(Position position) =>
        position.Orders.Any(order => order.Role == OrderRole.Entry && order.TradeId == position.TradeId && !order.Ended);

    // The venue may be closed or refuse: the same words each second would mend nothing.
    private static TimeSpan Pause(int times, TimeSpan grace)
    {
        var pause = grace * Math.Pow(2, Math.Min(times, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}

/// <summary>What the guard knows of one position.</summary>
public sealed record GuardWatch
{
    public static GuardWatch None { get; } = new();

    public DateTimeOffset? MissingSince { get; init; }
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>How often it was said again.</summary>
    public int Times { get; init; }
    public Price? VerifiedStop { get; init; }
    public Shares? VerifiedQuantity { get; init; }
}

/// <summary>What the guard found.</summary>
public enum GuardDecision
{
    Nothing,

    /// <summary>Covered as wanted, seen for the first time.</summary>
    Verified,

    /// <summary>Not covered for too long: say it again.</summary>
    Missing,

    /// <summary>Covered again after it was missing.</summary>
    Mended,
}
