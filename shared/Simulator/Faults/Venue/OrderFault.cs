namespace Pipeline.Simulator.Faults.Venue;

/// <summary>What goes wrong with an order within the venue.</summary>
public sealed record OrderFault(OrderTrouble Trouble) : Fault
{
    /// <summary>How long what is left of an order rests, or it stays pending, in venue time.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Why it is rejected.</summary>
    public string Reason { get; init; } = "";
}
