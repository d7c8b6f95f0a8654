namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>The ways in which a stream may go wrong.</summary>
public enum StreamTrouble
{
    /// <summary>The connection is closed.</summary>
    Close,

    /// <summary>The client is told an error that the venue does not mean.</summary>
    Error,

    /// <summary>Nothing is sent any more; pings are still answered.</summary>
    Silence,

    /// <summary>As silence, but only once the client has authenticated itself, so that it never hears whether it did.</summary>
    AuthenticationSilence,

    /// <summary>Good keys are refused.</summary>
    AuthenticationRefusal,

    /// <summary>A message is lost.</summary>
    Loss,
    Duplicate,

    /// <summary>A message changes places with the one after it.</summary>
    Reorder,

    /// <summary>A message leaves later, and so do those behind it.</summary>
    Delay,

    /// <summary>Several messages come as one.</summary>
    Batch,

    /// <summary>A message is padded to a size.</summary>
    Padding,

    /// <summary>The endpoint has no place for another connection.</summary>
    NoPlace,

    /// <summary>A connection that ended without a closing handshake keeps its place for a while.</summary>
    HalfOpen,

    /// <summary>Fewer symbols may be subscribed to.</summary>
    SymbolLimit,
}
