using System.Buffers;

namespace NATS.Client.Core.Internal;

/// <summary>Where a message's headers and payload are written before they go into the outbox; one per thread is kept.</summary>
internal sealed class PayloadWriter : IBufferWriter<byte>
{
    private const int MostKept = 256 * 1024;

    [ThreadStatic]
    private static PayloadWriter? kept;

    private byte[] bytes = new byte[1024];
    private int length;
    private int headerLength;

    public ReadOnlySpan<byte> Headers => bytes.AsSpan(0, headerLength);

    public ReadOnlySpan<byte> Payload => bytes.AsSpan(headerLength, length - headerLength);

    public int Length => length;

    public static PayloadWriter Take()
    {
        // Taken away while in use, so that a serializer that publishes gets one of its own.
        var writer = kept ?? new PayloadWriter();
        kept = null;
        return writer;
    }

    /// <summary>What was written so far is the headers; the payload follows.</summary>
    public void EndHeaders() => headerLength = length;

    public void Return()
    {
        length = 0;
        headerLength = 0;
        if (bytes.Length <= MostKept)
        {
            kept = this;
        }
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(length);
    }

    private void Reserve(int count)
    {
        count = Math.Max(count, 1);
        if (bytes.Length - length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        }
    }
}
