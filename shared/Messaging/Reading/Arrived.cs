using System.Buffers;
using NATS.Client.Core;

namespace Pipeline.Messaging;

/// <summary>A body and when it came off the connection: from then on the server's wait for word of it runs, however long the message then lies in the client's buffer.</summary>
/// <param name="Data">What it says.</param>
/// <param name="At">The time provider's stamp.</param>
internal sealed record Arrived(byte[] Data, long At)
{
    /// <summary>Stamps what comes, where it is read from the connection.</summary>
    public sealed class Stamping(TimeProvider time) : INatsDeserialize<Arrived>
    {
        public Arrived Deserialize(in ReadOnlySequence<byte> buffer) => new(buffer.ToArray(), time.GetTimestamp());
    }
}
