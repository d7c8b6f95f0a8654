namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>Invented names that look like tickers; the same list whatever the seed.</summary>
public static class Tickers
{
    private const string Consonants = "BCDFGHJKLMNPRSTVWXZ";
    private const string Vowels = "AEIOUY";

    /// <summary>Greatest number of names there are.</summary>
    public const int Limit = 20_000;

    /// <summary>The first so many names.</summary>
    /// <param name="count">1 to <see cref="Limit"/>.</param>
    public static IReadOnlyList<string> First(int count)
    {
        // 7919 is coprime to the number of combinations, so every step lands on a new one.
        var combinations = Consonants.Length * Vowels.Length * Consonants.Length * Consonants.Length;
        return [.. Enumerable.Range(0, count).Select(index => Name((int)(index * 7919L % combinations)))];
    }

    private static string Name(int code)
    {
        var first = Consonants[code % Consonants.Length];
        code /= Consonants.Length;
        var second = Vowels[code % Vowels.Length];
        code /= Vowels.Length;
        var third = Consonants[code % Consonants.Length];
        return $"{first}{second}{third}{Consonants[code / Consonants.Length]}";
    }
}
