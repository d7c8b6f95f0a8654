using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>What an order was worth, from the mean price that the venue shows: a figure it rounds to six decimals.</summary>
public static class MeanPrice
{
    private const int NotionalDecimals = 9;

    /// <summary>Half of the last decimal of a mean price, in dollars a share.</summary>
    private const decimal Rounding = 0.0000005m;

    // Shares trade in cents, and between bid and ask in hundredths of a cent; the coarsest sum that the rounded mean allows is the likeliest by far.
    private static readonly int[] Steps = [2, 4];

    /// <summary>Dollars of an order that filled this quantity at this mean.</summary>
    /// <remarks>Whole shares: the sum in cents, else in hundredths of a cent, that the mean is the rounding of; where there is none, and for parts, the product. It stands in for the
    /// executions until they are told.</remarks>
    public static Money Notional(Price mean, Shares quantity)
    {
        var (product, slack) = (mean.Value * quantity.Value, Rounding * quantity.Value);
        if (decimal.IsInteger(quantity.Value))
        {
            foreach (var decimals in Steps)
            {
                if (decimal.Round(product, decimals) is var sum && Math.Abs(sum - product) <= slack)
                    return new Money(sum);
            }
        }

        return new Money(decimal.Round(product, NotionalDecimals));
    }
}
