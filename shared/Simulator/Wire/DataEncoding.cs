namespace Pipeline.Simulator.Wire;

/// <summary>What a stream client and the simulator write to each other.</summary>
public enum DataEncoding
{
    Json,

    /// <summary>Chosen by <c>Content-Type: application/msgpack</c> in the handshake.</summary>
    MessagePack,
}
