using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Statistics;

/// <summary>How far a trade went its way and against it while it was held, dollars for all its shares, before fees (maximum favourable and maximum adverse excursion).</summary>
/// <remarks>Measured by what was noted: the highest and lowest bid that was fit to be judged, and the price of the exit. What the market did between two such bids nobody noted, so both are the least that it was.</remarks>
/// <param name="Favourable">The best unrealized profit, zero or more; null where no peak was noted.</param>
/// <param name="Adverse">The worst unrealized loss as a positive figure, zero or more; null where no trough was noted, as in trades of older versions.</param>
/// <param name="GivenBack">The best unrealized profit less what the trade brought; null where no peak was noted.</param>
public sealed record TradeExcursion(decimal? Favourable, decimal? Adverse, decimal? GivenBack)
{
    /// <summary>Nothing is known.</summary>
    public static TradeExcursion Unknown { get; } = new(null, null, null);

    /// <param name="trade">At a price that nobody told nothing is known.</param>
    /// <param name="peak">Highest bid noted while it was held; null when none was.</param>
    /// <param name="trough">Lowest bid noted while it was held; null when none was.</param>
    public static TradeExcursion Of(Trade trade, Price? peak, Price? trough)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.PriceUnknown)
            return Unknown;
        var (entry, exit, shares) = (trade.EntryPrice.Value, trade.ExitPrice.Value, trade.Quantity.Value);
        var favourable = peak is { } highest ? Math.Max(0, Math.Max(highest.Value, exit) - entry) * shares : (decimal?)null;
        var adverse = trough is { } lowest ? Math.Max(0, entry - Math.Min(lowest.Value, exit)) * shares : (decimal?)null;
        return new TradeExcursion(Rounded(favourable), Rounded(adverse), Rounded(favourable - trade.Profit.Value));
    }

    /// <summary>The mean of each figure over the trades that have it; null where none has.</summary>
    public static TradeExcursion Mean(IEnumerable<TradeExcursion> trades)
    {
        var all = trades.ToList();
        return new TradeExcursion(all.Average(one => one.Favourable), all.Average(one => one.Adverse), all.Average(one => one.GivenBack));
    }

    // Entry and exit are mean prices and so rounded themselves: what lies behind six decimals is that, not money.
    private static decimal? Rounded(decimal? dollars) => dollars is { } known ? decimal.Round(known, 6) : null;
}
