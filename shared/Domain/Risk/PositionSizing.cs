using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Risk;

/// <summary>How much to buy.</summary>
public static class PositionSizing
{
    /// <summary>Whole steps, rounded down; zero when not even one fits.</summary>
    /// <param name="limits">The sizing rule and the bound on one entry's cost.</param>
    /// <param name="equity">The account's equity in dollars.</param>
    /// <param name="limit">Price paid at most.</param>
    /// <param name="stop">Where the loss is taken; below the limit.</param>
    /// <param name="step">What the quantity is a multiple of: 1 for whole shares, at least 0.000000001.</param>
    public static Shares Wanted(EntryLimits limits, Money equity, Price limit, Price stop, decimal step = 1m)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var shares = limits.Sizing switch
        {
            SizingRule.FixedNotional => limits.FixedNotional.Value / limit.Value,
            SizingRule.RiskPerTrade => equity.Value * limits.RiskPerTrade / (limit.Value - stop.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(limits), limits.Sizing, "An unknown sizing rule."),
        };
        var steps = Math.Floor(Math.Min(shares, limits.MaxNotional.Value / limit.Value) / step);
        return new Shares(Math.Max(0, steps) * step);
    }
}
