using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Watches whether the venue stands as wanted, and says it again when it does not.</summary>
public static class ProtectionGuard
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    // The buyer cancels what is left of an entry after 1.5 s and the seller covers what there is at 3 s: later something is stuck, and the shares are bare.
    private static readonly TimeSpan EntryGrace = TimeSpan.FromSeconds(5);

    /// <param name="watch">What the guard noted of this position so far.</param>
    /// <param name="orders">All known orders of the symbol.</param>
    /// <param name="trades">The market is open: outside a session the venue keeps no stop for a part of a share, and puts others to rest.</param>
    /// <param name="grace">Machine time a position may be without cover before it is said again; 2 s, and 5 s while its entry still works.</param>
    public static (GuardWatch Watch, GuardDecision Decision) Check(
        GuardWatch watch, Position position, IReadOnlyCollection<VenueOrder> orders, bool trades, TimeSpan grace, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(position);
        if (position.Quantity.IsZero || position.ExitReason is not null || (!trades && !position.Quantity.IsWhole))
            return (GuardWatch.None, GuardDecision.Nothing);
        if (Coverage.Of(orders, position.WantedStop?.FlooredToTick(), trades) >= FeeInKind.LeastLeft(position))
            return Covered(watch, position);
        var isBare = Coverage.Of(orders, null, trades) < FeeInKind.LeastLeft(position);
        if (isBare != watch.IsBare)
            watch = new GuardWatch { IsBare = isBare, Alarmed = watch.Alarmed };
        var since = watch.MissingSince ?? machineNow;
        var due = watch.SaidAt is { } said ? said + Pause(watch.Times, grace) : since + (EntryWorks(position) && grace < EntryGrace ? EntryGrace : grace);
        var missing = watch with { MissingSince = since, VerifiedStop = null };
        if (machineNow < due)
            return (missing, GuardDecision.Nothing);
        missing = missing with { SaidAt = machineNow, Times = watch.Times + 1, Alarmed = watch.Alarmed || isBare };
        return (missing, isBare ? GuardDecision.Missing : GuardDecision.Behind);
    }

    /// <summary>True when an order was a stop, has ended without selling, and leaves shares bare that are to stay.</summary>
    /// <param name="orders">All known orders of the symbol, this one as it is now.</param>
    public static bool IsLost(Position position, VenueOrder order, IReadOnlyCollection<VenueOrder> orders)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(order);
        return order is { Side: OrderSide.Sell, Type: OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop, Status: OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected }
            && !position.Quantity.IsZero && position.ExitReason is null && !EntryWorks(position)
            && Coverage.Of(orders, null) < FeeInKind.LeastLeft(position);
    }

    private static (GuardWatch, GuardDecision) Covered(GuardWatch watch, Position position)
    {
        var verified = new GuardWatch { VerifiedStop = position.WantedStop, VerifiedQuantity = position.Quantity };
        if (watch.Times > 0 || watch.Alarmed)
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

    /// <summary>Some shares are under no stop at all; false when all are, but not at the wanted price.</summary>
    public bool IsBare { get; init; }

    /// <summary>It was told that shares are bare, and not yet that they are no more.</summary>
    public bool Alarmed { get; init; }

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

    /// <summary>Shares under no stop for too long: say it again, and loudly.</summary>
    Missing,

    /// <summary>All shares are under a stop, but it rests below the wanted price for too long: say it again; nobody need be woken.</summary>
    Behind,

    /// <summary>Covered again after it was missing.</summary>
    Mended,
}
