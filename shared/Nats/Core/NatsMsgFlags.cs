namespace NATS.Client.Core;

/// <summary>What a message is known to be without looking at its data.</summary>
[Flags]
public enum NatsMsgFlags : byte
{
    None = 0,

    /// <summary>The payload is empty.</summary>
    Empty = 1,

    /// <summary>It is the server's answer that nobody listens.</summary>
    NoResponders = 2,
}
