using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>Leaves when the move that was bought is over: velocity below zero after the minimum hold, or falling bar after bar while in profit.</summary>
/// <remarks>Velocity is the mean return per minute over n bars, acceleration its change from the bar before. A gap in the bars decides nothing.</remarks>
public static class DecelerationRule
{
    public static ExitDecision Decide(ExitFacts facts, ExitSettings settings)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Deceleration is not { } slowing || facts.Price is not { } price || facts.Bars.Count == 0)
            return ExitDecision.Holding;
        var newest = facts.Bars[^1];
        if (newest.Start <= facts.Position.OpenedAt || Velocities(facts.Bars, slowing) is not { } velocities)
            return ExitDecision.Holding;
        var turned = velocities[^1] < 0 && facts.Held >= slowing.MinimumHold;
        var falling = velocities.Zip(velocities.Skip(1)).All(pair => pair.Second < pair.First) && facts.GainAt(price.Bid) >= slowing.MinimumGain;
        return turned || falling ? new ExitDecision.Leave(ExitReason.Deceleration) : ExitDecision.Holding;
    }

    // One velocity more than falling bars: each fall needs its predecessor.
    private static double[]? Velocities(IReadOnlyList<BarValues> bars, DecelerationSettings slowing)
    {
        var needed = slowing.VelocityBars + slowing.FallingBars + 1;
        if (bars.Count < needed)
            return null;
        var first = bars.Count - needed;
        for (var i = first + 1; i < bars.Count; i++)
        {
            if (bars[i].Start - bars[i - 1].Start != TimeSpan.FromMinutes(1))
                return null;
        }

        return [.. Enumerable.Range(bars.Count - slowing.FallingBars - 1, slowing.FallingBars + 1).Select(end => Velocity(bars, end, slowing.VelocityBars))];
    }

    // Statistics are binary; nine decimals before they decide, so that the same bars decide alike everywhere.
    private static double Velocity(IReadOnlyList<BarValues> bars, int end, int count)
    {
        var sum = 0.0;
        for (var i = end - count + 1; i <= end; i++)
            sum += (double)(bars[i].Close.Value / bars[i - 1].Close.Value) - 1;
        return Math.Round(sum / count, 9);
    }
}
