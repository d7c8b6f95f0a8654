using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>Working sells for the same shares: a single order, or a take-profit and a stop of which one cancels the other.</summary>
/// <param name="Members">Working orders only.</param>
/// <param name="BelongsToOpenEntry">The entry that these are the legs of can still execute.</param>
/// <param name="Trades">The market is open: what is done for the day does nothing any more.</param>
public sealed record SellGroup(IReadOnlyList<VenueOrder> Members, bool BelongsToOpenEntry, bool Trades)
{
    public VenueOrder? Stop => Members.FirstOrDefault(order => order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop);

    public VenueOrder? Limit => Members.FirstOrDefault(order => order.Type == OrderType.Limit);

    /// <summary>The venue works at least one of them; a group of held legs alone does nothing.</summary>
    public bool IsLive => Members.Any(order => order.Status != OrderStatus.Held);

    public bool IsPending => Members.Any(IsPendingOrder);

    /// <summary>False when the venue leaves out what a member is or how many shares it is for: it may be the very stop.</summary>
    public bool IsUnderstood => Members.All(order => order.Type != OrderType.Unrecognized && order.Quantity is not null);

    /// <summary>Shares that the venue sets aside for the group: those of its largest member, not the sum.</summary>
    public Shares Reserved => IsLive || !BelongsToOpenEntry ? Members.Select(Remaining).Max() : Shares.Zero;

    /// <summary>Shares that a stop covers: it works, or it is held beside a working take-profit.</summary>
    public Shares Covered => Stop is { } stop && (Works(stop) || (stop.Status == OrderStatus.Held && Limit is { } limit && Works(limit)))
        ? Remaining(stop)
        : Shares.Zero;

    /// <summary>The member to aim a cancel at; the venue cancels the rest with it.</summary>
    public VenueOrder ToCancel => Members.FirstOrDefault(order => order.Status != OrderStatus.Held) ?? Members[0];

    /// <summary>The venue is about to do something to it, or says what we do not understand.</summary>
    public static bool IsPendingOrder(VenueOrder order) =>
        order.Status is OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.PendingNew or OrderStatus.Unrecognized;

    public static Shares Remaining(VenueOrder order) =>
        order.Quantity is { } quantity && quantity > order.FilledQuantity ? quantity - order.FilledQuantity : Shares.Zero;

    private bool Works(VenueOrder order) => order.Status.IsWorking(Trades) && order.Status != OrderStatus.PendingCancel;
}
