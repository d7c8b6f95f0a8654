namespace Pipeline.Exchange;

/// <summary>Chance as a pure function of a seed and of what it is for, so that order of evaluation does not matter.</summary>
public static class Chance
{
    /// <summary>Sixty-four well mixed bits (the finaliser of SplitMix64, Steele and others, 2014).</summary>
    public static ulong Mix(ulong seed, ulong purpose, ulong index = 0)
    {
        var z = seed + (purpose * 0x9E3779B97F4A7C15UL) + (index * 0xD1B54A32D192ED03UL) + 0x632BE59BD9B4E019UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        z ^= z >> 31;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public static double Unit(ulong seed, ulong purpose, ulong index = 0) => (Mix(seed, purpose, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number with mean 0 and variance 1, within ±3.5 (sum of four uniform numbers).</summary>
    public static double Bell(ulong seed, ulong purpose, ulong index = 0)
    {
        var bits = Mix(seed, purpose, index);
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65536.0) - 2.0) * 1.7320508075688772;
    }

    /// <summary>The same identifier for the same seed, purpose and index.</summary>
    public static Guid Id(ulong seed, ulong purpose, ulong index)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Mix(seed, purpose, index));
        BitConverter.TryWriteBytes(bytes[8..], Mix(seed, purpose ^ 0x5555, index));
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>A stable hash of a text (FNV-1a).</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text) hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }
}
