namespace Pipeline.Simulator.Faults.Venue;

/// <summary>The ways in which an order may go wrong within the venue.</summary>
public enum OrderTrouble
{
    /// <summary>It fills in part; the rest later.</summary>
    PartialFill,
}
