using Pipeline.Exchange;
using Pipeline.Simulator.Faults.Requests;

namespace Pipeline.Simulator.Faults.Venue;

/// <summary>Lets order faults happen where the venue asks for them.</summary>
public sealed class FaultyVenue(FaultBoard board) : IVenueTrouble
{
    public TimeSpan? FillsInPart(Order order, DateTimeOffset now) => Take(OrderTrouble.PartialFill, order, now)?.Time;

    public TimeSpan? StaysPending(Order order, OrderStatus pending, DateTimeOffset now) => Take(pending switch
    {
        OrderStatus.PendingCancel => OrderTrouble.StuckCancel,
        OrderStatus.PendingReplace => OrderTrouble.StuckReplace,
        _ => OrderTrouble.StuckNew,
    }, order, now)?.Time;

    public string? Rejects(Order order, DateTimeOffset now) => Take(OrderTrouble.Rejection, order, now)?.Reason;

    public bool Refuses(Order order, DateTimeOffset now) => Take(OrderTrouble.Refusal, order, now) is not null;

    public bool FillsFirst(Order order, OrderStatus pending, DateTimeOffset now) =>
        Take(pending == OrderStatus.PendingCancel ? OrderTrouble.FillBeforeCancel : OrderTrouble.FillBeforeReplace, order, now) is not null;

    public bool FillsWhilePending(Order order, DateTimeOffset now) =>
        Take(order.Status == OrderStatus.PendingCancel ? OrderTrouble.FillWhileCanceling : OrderTrouble.FillWhileReplacing, order, now) is not null;

    public bool FillsBesideStop(Order profit, DateTimeOffset now) => Take(OrderTrouble.BothLegs, profit, now) is not null;

    private OrderFault? Take(OrderTrouble trouble, Order order, DateTimeOffset now) => board.Has<OrderFault>()
        ? board.Take<OrderFault>(SubjectReader.Of(order), now, fault => fault.Trouble == trouble)
        : null;
}
