namespace NATS.Client.Core.Internal;

/// <summary>Base32 of RFC 4648 without padding.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var (at, shift) = ((i * 5) / 8, 11 - ((i * 5) % 8));
            var pair = (bytes[at] << 8) | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            text[i] = Alphabet[(pair >> shift) & 31];
        }

        return new string(text);
    }

    /// <summary>The bytes, or null when it is no base32 or has a letter too many, or bits left over that are not zero.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (gathered, bits, count) = (0, 0, 0);
        foreach (var letter in text)
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            gathered = ((gathered << 5) | value) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[count++] = (byte)(gathered >> bits);
            }
        }

        return bits < 5 && (gathered & ((1 << bits) - 1)) == 0 ? bytes : null;
    }
}
