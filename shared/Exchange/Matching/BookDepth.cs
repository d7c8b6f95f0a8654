namespace Pipeline.Exchange;

/// <summary>A modelled book behind a quote: levels a spread apart, each with the quote's size; what was taken is gone until the next second.</summary>
public static class BookDepth
{
    /// <summary>What can be had now, best price first.</summary>
    /// <param name="taken">Shares the account already took from this side in this second.</param>
    public static IEnumerable<(decimal Price, decimal Quantity)> Levels(Side side, Tick tick, int levels, decimal taken)
    {
        var (best, size) = side == Side.Buy ? (tick.Ask, tick.AskSize) : (tick.Bid, tick.BidSize);
        var step = Math.Max(0.01m, tick.Ask - tick.Bid);
        for (var level = 0; level < levels; level++)
        {
            var price = side == Side.Buy ? best + (level * step) : best - (level * step);
            var left = size - Math.Max(0m, taken);
            taken -= size;
            if (price > 0m && left > 0m) yield return (price, Math.Min(left, size));
        }
    }
}
