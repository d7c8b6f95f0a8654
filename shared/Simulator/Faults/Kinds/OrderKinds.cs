using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Venue;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What may go wrong with orders within the venue.</summary>
public static class OrderKinds
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("partial-fill", FaultFamily.Order, "the next buys fill in part", said => new OrderFault(OrderTrouble.PartialFill)
        {
            Time = said.Seconds("remainder_after_seconds"),
            Orders = said.Number("count") is { } count ? (int)count : 1,
        })
        {
            Parameters = [Number("remainder_after_seconds", "venue seconds until the rest may fill", 60, 0, 31_622_400)],
        },
    ];
}
