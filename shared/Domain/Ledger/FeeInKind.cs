using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Ledger;

/// <summary>The part of a bought pair that the venue keeps as its fee, or that is too little to be sold: the book learns of it by comparing quantities, because no execution tells it.</summary>
/// <remarks>At most 0.25 % of what was bought (wire contract 4.8); the rest of the bound is for what lies below the pair's step.</remarks>
public static class FeeInKind
{
    private const decimal Most = 0.01m;

    /// <summary>True when so small a loss of coins needs no other explanation.</summary>
    /// <param name="position">The book.</param>
    /// <param name="change">What the venue has more than the book; below zero when it has less.</param>
    public static bool Explains(Position position, decimal change)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Symbol.IsCrypto && change < 0m && -change <= Most * Bought(position);
    }

    /// <summary>What must be left of a position in any case: stops need not cover more.</summary>
    public static decimal LeastLeft(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Symbol.IsCrypto ? position.Quantity.Value - Math.Min(position.Quantity.Value, Unbooked(position)) : position.Quantity.Value;
    }

    /// <summary>Coins that went as fees.</summary>
    public static decimal Booked(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return -position.Adjustments.Where(one => one.Kind == AdjustmentKind.FeeInKind).Sum(one => one.QuantityChange);
    }

    private static decimal Unbooked(Position position) => Math.Max(0m, (Most * Bought(position)) - Booked(position));

    private static decimal Bought(Position position) =>
        position.BoughtQuantity.Value + position.Adjustments.Where(one => one.QuantityChange > 0m).Sum(one => one.QuantityChange);
}
