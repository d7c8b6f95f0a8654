using Pipeline.Contracts.Market;

namespace Pipeline.Domain.Signals;

/// <summary>Measures how fast a price rises, whether it rises faster, and whether volume confirms it.</summary>
/// <remarks>
/// <para>velocity = mean of the last n one-minute returns; acceleration = velocity - velocity one bar before; relative volume = volume / mean volume of the bars before.</para>
/// <para>score = 100 x (0.5 v + 0.2 a + 0.3 r), where v, a and r are velocity, acceleration and relative volume in units of what earns full marks
/// (<see cref="MomentumParameters"/>), each between 0 and 2; velocity and acceleration are first divided by what is usual for the symbol:
/// its standard error s / sqrt(n) and the deviation of the change s x sqrt(2) / n, with s the deviation of the returns before the window.
/// A falling price, or one that rises more slowly than a bar before, scores 0.</para>
/// <para>Returns across a break of more than 30 minutes (overnight) are left out; a return over a gap is spread over its minutes.</para>
/// </remarks>
public static class Momentum
{
    private const double VelocityWeight = 0.5;
    private const double AccelerationWeight = 0.2;
    private const double VolumeWeight = 0.3;
    private const double MostMarks = 2;
    private const double LeastDeviation = 0.00001;
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(30);

    /// <summary>Bars a <see cref="MinuteSeries"/> must keep for these parameters.</summary>
    public static int CapacityFor(MomentumParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Math.Max(parameters.BaselineBars + parameters.VelocityBars, parameters.VolumeBars) + 3;
    }

    /// <summary>Null while there are too few bars, or while the window spans a break or too many missing minutes.</summary>
    public static MomentumReading? Measure(IReadOnlyList<BarValues> bars, MomentumParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(parameters);
        var n = parameters.VelocityBars;
        if (bars.Count < n + 2 || bars.Count <= parameters.VolumeBars || !IsComplete(bars, n + 1))
            return null;
        var baseline = Returns(bars, Math.Max(1, bars.Count - n - parameters.BaselineBars), bars.Count - n);
        if (baseline.Count < parameters.LeastBaselineBars)
            return null;

        var velocity = Returns(bars, bars.Count - n, bars.Count).Sum() / n;
        var before = Returns(bars, bars.Count - n - 1, bars.Count - 1).Sum() / n;
        var acceleration = velocity - before;
        var relativeVolume = RelativeVolume(bars, parameters.VolumeBars);
        var score = velocity < parameters.LeastVelocity || acceleration <= 0
            ? 0
            : Score(velocity, acceleration, relativeVolume, Deviation(baseline), parameters);
        return Quantised(velocity, acceleration, relativeVolume, score);
    }

    private static double Score(double velocity, double acceleration, double relativeVolume, double deviation, MomentumParameters parameters)
    {
        var n = parameters.VelocityBars;
        var usualVelocity = deviation / Math.Sqrt(n);
        var usualAcceleration = deviation * Math.Sqrt(2) / n;
        return 100 * (
            (VelocityWeight * Marks(velocity / usualVelocity, parameters.FullVelocity))
            + (AccelerationWeight * Marks(acceleration / usualAcceleration, parameters.FullAcceleration))
            + (VolumeWeight * Marks(relativeVolume, parameters.FullRelativeVolume)));
    }

    private static double Marks(double value, double full) => Math.Clamp(value / full, 0, MostMarks);

    // Complete: no break in it, and no more minutes missing than are there.
    private static bool IsComplete(IReadOnlyList<BarValues> bars, int steps)
    {
        for (var i = bars.Count - steps; i < bars.Count; i++)
        {
            if (bars[i].Start - bars[i - 1].Start > LongestGap)
                return false;
        }

        return bars[^1].Start - bars[^(steps + 1)].Start <= TimeSpan.FromMinutes(2 * steps);
    }

    private static List<double> Returns(IReadOnlyList<BarValues> bars, int from, int to)
    {
        var returns = new List<double>(to - from);
        for (var i = from; i < to; i++)
        {
            var gap = bars[i].Start - bars[i - 1].Start;
            if (gap <= LongestGap)
                returns.Add((((double)bars[i].Close.Value / (double)bars[i - 1].Close.Value) - 1) / gap.TotalMinutes);
        }

        return returns;
    }

    private static double Deviation(List<double> returns)
    {
        var mean = returns.Average();
        return Math.Max(LeastDeviation, Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / returns.Count));
    }

    private static double RelativeVolume(IReadOnlyList<BarValues> bars, int count)
    {
        var sum = 0d;
        for (var i = bars.Count - 1 - count; i < bars.Count - 1; i++)
            sum += (double)bars[i].Volume.Value;
        return sum <= 0 ? 0 : (double)bars[^1].Volume.Value / (sum / count);
    }

    private static MomentumReading? Quantised(double velocity, double acceleration, double relativeVolume, double score)
    {
        if (!double.IsFinite(velocity) || !double.IsFinite(acceleration) || !double.IsFinite(relativeVolume) || !double.IsFinite(score))
            return null;
        return new MomentumReading(
            decimal.Round((decimal)velocity, 8), decimal.Round((decimal)acceleration, 8), decimal.Round((decimal)Math.Min(relativeVolume, 1_000_000), 4), decimal.Round((decimal)score, 2));
    }
}
