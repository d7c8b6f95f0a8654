using System.Buffers.Binary;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>Strings of bytes that come again and again, such as subjects and the names of headers and streams: made once.</summary>
internal static class RepeatedText
{
    private const int Longest = 128;
    private const int Bits = 10;
    private static readonly string?[] Kept = new string?[1 << Bits];

    /// <summary>The text; the same string as the last time, unless another one has taken its place meanwhile.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="encoding">What they mean where they are not ASCII.</param>
    public static string Of(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (bytes.Length > Longest)
        {
            return encoding.GetString(bytes);
        }

        ref var place = ref Kept[PlaceOf(bytes)];
        if (Volatile.Read(ref place) is { } known && Ascii.Equals(bytes, known))
        {
            return known;
        }

        var text = encoding.GetString(bytes);
        if (Ascii.IsValid(bytes))
        {
            Volatile.Write(ref place, text);
        }

        return text;
    }

    // Names differ in their first or last letters, or in their length.
    private static int PlaceOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> ends = stackalloc byte[16];
        bytes[..Math.Min(8, bytes.Length)].CopyTo(ends);
        bytes[^Math.Min(8, bytes.Length)..].CopyTo(ends[8..]);
        var mixed = (BinaryPrimitives.ReadUInt64LittleEndian(ends) * 0x9E3779B97F4A7C15)
            ^ (BinaryPrimitives.ReadUInt64LittleEndian(ends[8..]) + (uint)bytes.Length);
        return (int)((mixed * 0x9E3779B97F4A7C15) >> (64 - Bits));
    }
}
