namespace NATS.Client.Core.Internal;

/// <summary>Bytes received and not handled yet, in one contiguous array that grows to the largest message.</summary>
internal sealed class InboundBuffer(int size)
{
    private const int LeastRoom = 4096;

    private byte[] bytes = new byte[Math.Max(size, 2 * LeastRoom)];
    private int start;
    private int end;

    public ReadOnlySpan<byte> Unread => bytes.AsSpan(start, end - start);

    /// <summary>The memory of the frame at the start; valid until the next <see cref="Room"/>.</summary>
    public ReadOnlyMemory<byte> Front(int length) => bytes.AsMemory(start, length);

    public void Consume(int length)
    {
        start += length;
        if (start == end)
        {
            start = end = 0;
        }
    }

    /// <summary>Free memory to receive into.</summary>
    public Memory<byte> Room()
    {
        if (bytes.Length - end < LeastRoom)
        {
            var unread = end - start;
            var target = unread > bytes.Length / 2 ? new byte[bytes.Length * 2] : bytes;
            bytes.AsSpan(start, unread).CopyTo(target);
            bytes = target;
            start = 0;
            end = unread;
        }

        return bytes.AsMemory(end);
    }

    public void Received(int count) => end += count;
}
