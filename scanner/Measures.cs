using System.Diagnostics.Metrics;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Scanner;

/// <summary>What the scanner measures.</summary>
internal static class Measures
{
    private static readonly Meter Meter = new("Pipeline.Scanner");
    private static readonly Counter<double> Signals = Meter.CounterOf(MetricCatalogue.SignalsFound);

    public static void Found(string strategy) => Signals.Add(1, new KeyValuePair<string, object?>("strategy", strategy));
}
