using Pipeline.Simulator.Faults.Kinds;

namespace Pipeline.Simulator.Faults.Input;

/// <summary>Every misbehaviour there is, by name.</summary>
public static class FaultKinds
{
    public static IReadOnlyDictionary<string, FaultKind> All { get; } =
        ReplyKinds.All.Concat(WordingKinds.All).Concat(StreamKinds.All).Concat(OrderKinds.All).Concat(VenueKinds.All).Concat(MarketKinds.All)
            .ToDictionary(kind => kind.Name);
}
