namespace Pipeline.Simulator.Faults.Sockets;

/// <summary>When a stream is closed or told an error.</summary>
public enum StreamMoment
{
    /// <summary>When its time has come, to every connection there is.</summary>
    Time,

    /// <summary>As soon as a client connects.</summary>
    Connect,

    /// <summary>In place of a message.</summary>
    Message,
}
