namespace NATS.Client.JetStream;

/// <summary>Options of one acknowledgement.</summary>
public readonly record struct AckOpts
{
    /// <summary>Whether to wait for the server's confirmation; the context's option when null.</summary>
    public bool? DoubleAck { get; init; }
}
