namespace Pipeline.Simulator.Faults.Venue;

/// <summary>What goes wrong with an order within the venue.</summary>
public sealed record OrderFault(OrderTrouble Trouble) : Fault
{
    /// <summary>How long what is left of an order rests, or a cancel stays pending, in venue time.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How many orders it happens to.</summary>
    public int Orders { get; init; }

    public override bool HappensByTime => Trouble == OrderTrouble.PartialFill;
}
