using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Risk;

/// <summary>How many whole shares to buy.</summary>
public static class PositionSizing
{
    /// <summary>Rounded down; zero when not even one share fits.</summary>
    /// <param name="limits">The sizing rule and the bound on one entry's cost.</param>
    /// <param name="equity">The account's equity in dollars.</param>
    /// <param name="limit">Price paid at most.</param>
    /// <param name="stop">Where the loss is taken; below the limit.</param>
    public static Shares Wanted(EntryLimits limits, Money equity, Price limit, Price stop)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var shares = limits.Sizing switch
        {
            SizingRule.FixedNotional => limits.FixedNotional.Value / limit.Value,
            SizingRule.RiskPerTrade => equity.Value * limits.RiskPerTrade / (limit.Value - stop.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(limits), limits.Sizing, "An unknown sizing rule."),
        };
        return new Shares(Math.Max(0, Math.Floor(Math.Min(shares, limits.MaxNotional.Value / limit.Value))));
    }
}
