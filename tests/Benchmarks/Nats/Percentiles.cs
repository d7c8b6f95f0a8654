namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Percentiles by nearest rank.</summary>
internal static class Percentiles
{
    /// <summary>The smallest value that at least this share of all does not exceed.</summary>
    public static long At(IEnumerable<long> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
