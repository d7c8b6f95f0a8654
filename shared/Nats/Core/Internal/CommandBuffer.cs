using System.Buffers.Text;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>Commands waiting to be sent together.</summary>
internal sealed class CommandBuffer(int size)
{
    private byte[] bytes = new byte[size];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Makes room; to be called before the writes of one command.</summary>
    public void Reserve(int count)
    {
        if (bytes.Length - Length < count)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        }
    }

    /// <summary>Writes a whole PUB or HPUB.</summary>
    public void WriteMessage(string subject, ReplySubject replyTo, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        Reserve(64 + Encoding.UTF8.GetMaxByteCount(subject.Length) + replyTo.MostBytes + headers.Length + payload.Length);
        Write(headers.IsEmpty ? "PUB "u8 : "HPUB "u8);
        Write(subject);
        if (!replyTo.IsNone)
        {
            Write(" "u8);
            replyTo.WriteTo(this);
        }

        if (!headers.IsEmpty)
        {
            Write(" "u8);
            Write(headers.Length);
        }

        Write(" "u8);
        Write(headers.Length + payload.Length);
        Write("\r\n"u8);
        Write(headers);
        Write(payload);
        Write("\r\n"u8);
    }

    public void Write(ReadOnlySpan<byte> part)
    {
        part.CopyTo(bytes.AsSpan(Length));
        Length += part.Length;
    }

    public void Write(string text) => Length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(Length));

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, bytes.AsSpan(Length), out var written);
        Length += written;
    }
}
