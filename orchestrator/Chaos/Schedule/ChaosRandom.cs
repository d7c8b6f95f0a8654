namespace Pipeline.Orchestrator.Chaos.Schedule;

/// <summary>Numbers that follow from a seed alone, on every machine and in every version: SplitMix64 (Steele, Lea and Flood, 2014).</summary>
public sealed class ChaosRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 to below 1, in steps of a 53rd power of a half.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, in whole milliseconds.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => TimeSpan.FromMilliseconds(Math.Round(least.TotalMilliseconds + (Unit() * (most - least).TotalMilliseconds)));

    public int Below(int count) => (int)(Next() % (ulong)count);

    public T Of<T>(IReadOnlyList<T> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return choices[Below(choices.Count)];
    }

    /// <summary>One of several, each as likely as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<(T Choice, int Weight)> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var drawn = Below(choices.Sum(choice => choice.Weight));
        foreach (var (choice, weight) in choices)
        {
            if (drawn < weight)
                return choice;
            drawn -= weight;
        }

        throw new InvalidOperationException("The weights add up to less than their sum.");
    }
}
