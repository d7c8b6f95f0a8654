namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>What goes wrong with a stream.</summary>
public sealed record StreamFault(StreamTrouble Trouble) : Fault
{
    /// <summary>When a close or an error happens.</summary>
    public StreamMoment On { get; init; }

    /// <summary>Close code, error code or HTTP status; 1006 stands for no closing handshake at all.</summary>
    public int Code { get; init; }

    public string Text { get; init; } = "";

    /// <summary>True when the connection is closed after an error.</summary>
    public bool Closes { get; init; }

    /// <summary>How late a message leaves, or how long a slot stays taken, in machine time.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>Size of a padded message in bytes, messages put together, or symbols allowed.</summary>
    public int Amount { get; init; }

    public override bool HappensByTime => On == StreamMoment.Time && Trouble is StreamTrouble.Close or StreamTrouble.Error;
}
