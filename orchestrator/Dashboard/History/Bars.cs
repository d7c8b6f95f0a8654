using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary>As many bars as a picture can show.</summary>
public static class Bars
{
    public const int Most = 400;

    /// <summary>Sums up neighbours, by their number, until few enough are left.</summary>
    /// <param name="bars">Oldest first.</param>
    public static (IReadOnlyList<BarValues> Bars, int MinutesEach) Summed(IReadOnlyList<BarValues> bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        var each = Math.Max(1, (bars.Count + Most - 1) / Most);
        return each == 1 ? (bars, 1) : ([.. bars.Chunk(each).Select(Sum)], each);
    }

    private static BarValues Sum(BarValues[] bars) => new()
    {
        Start = bars[0].Start,
        Open = bars[0].Open,
        High = bars.Max(bar => bar.High),
        Low = bars.Min(bar => bar.Low),
        Close = bars[^1].Close,
        Volume = new Shares(bars.Sum(bar => bar.Volume.Value)),
    };
}
