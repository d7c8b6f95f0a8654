namespace Pipeline.Simulator.Http;

/// <summary>Misbehaviours a test can ask for.</summary>
public enum FaultKind
{
    /// <summary>The order is booked; the client gets a dropped connection or an error status.</summary>
    DropAfterBooking,

    /// <summary>503, nothing is booked.</summary>
    ErrorBeforeBooking,

    /// <summary>The order is booked; the answer leaves late.</summary>
    Delay,

    /// <summary>All streams are cut.</summary>
    DisconnectStreams,

    /// <summary>The next buys fill in part.</summary>
    PartialFill,

    /// <summary>Nothing is wrong any more.</summary>
    Clear,
}
