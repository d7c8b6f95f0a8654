using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Venue;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What may go wrong with orders within the venue.</summary>
public static class OrderKinds
{
    private static readonly FaultParameter Seconds = Number("seconds", "venue seconds", 300, 1, 31_622_400);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Kind("partial-fill", "a buy fills in part, the rest later; with role take_profit or side sell an exit does", said => new OrderFault(OrderTrouble.PartialFill) { Time = said.Seconds("remainder_after_seconds") },
            Number("remainder_after_seconds", "venue seconds until the rest may fill", 60, 0, 31_622_400)) with { Filter = new FaultFilter { Side = "buy" } },
        Kind("reject-later", "an order is taken with a 200 and rejected when it should be routed", said => new OrderFault(OrderTrouble.Rejection) { Reason = said.Text("reason")! },
            Text("reason", "why", "rejected by the exchange")),
        Kind("stuck-new", "an order stays pending_new", said => new OrderFault(OrderTrouble.StuckNew) { Time = said.Seconds("seconds") }, Seconds),
        Kind("stuck-cancel", "an order stays pending_cancel, and may fill meanwhile", said => new OrderFault(OrderTrouble.StuckCancel) { Time = said.Seconds("seconds") }, Seconds),
        Kind("stuck-replace", "an order stays pending_replace, and may fill meanwhile", said => new OrderFault(OrderTrouble.StuckReplace) { Time = said.Seconds("seconds") }, Seconds),
        Kind("refuse-pending", "a cancel or replace is taken, then refused by an event; the order works on", _ => new OrderFault(OrderTrouble.Refusal)),
        Kind("fill-before-cancel", "an order fills just before its cancel arrives, which is refused with 422", _ => new OrderFault(OrderTrouble.FillBeforeCancel)),
        Kind("fill-before-replace", "an order fills just before its replace arrives, which is refused with 422", _ => new OrderFault(OrderTrouble.FillBeforeReplace)),
        Kind("fill-while-canceling", "a cancel is taken, and the order fills all the same", _ => new OrderFault(OrderTrouble.FillWhileCanceling)),
        Kind("fill-while-replacing", "a replace is taken, and the old order fills all the same; the new one is rejected", _ => new OrderFault(OrderTrouble.FillWhileReplacing)),
        Kind("both-legs-fill", "when a stop is triggered beside its working target, both fill", _ => new OrderFault(OrderTrouble.BothLegs)),
    ];

    private static FaultKind Kind(string name, string summary, Func<FaultArguments, OrderFault> create, params FaultParameter[] parameters) =>
        new(name, FaultFamily.Order, summary, create) { Parameters = parameters, Filters = CommonParameters.OfOrders };
}
