using Pipeline.Contracts.Ledger;

namespace Pipeline.Domain.Statistics;

/// <summary>What a set of closed trades came to. Trades at unknown prices are counted apart and are in no figure.</summary>
/// <remarks>Definitions as FreqTrade, Nautilus and Lean report them for trades; a trade without profit or loss is a draw, neither won nor lost. Profits are before fees.</remarks>
public sealed record TradeStatistics
{
    /// <summary>Trades that count.</summary>
    public required int Trades { get; init; }

    /// <summary>Trades left out because nobody told their price.</summary>
    public required int Unpriced { get; init; }
    public required int Won { get; init; }
    public required int Lost { get; init; }

    /// <summary>Dollars: the sum of all profits and losses.</summary>
    public required decimal Profit { get; init; }

    /// <summary>Dollars: the sum of the profits.</summary>
    public required decimal GrossProfit { get; init; }

    /// <summary>Dollars: the sum of the losses, as a positive figure.</summary>
    public required decimal GrossLoss { get; init; }

    /// <summary>Dollars; null without a trade.</summary>
    public required decimal? Best { get; init; }

    /// <inheritdoc cref="Best"/>
    public required decimal? Worst { get; init; }

    /// <summary>Most trades won in a row, by the time of exit.</summary>
    public required int LongestWinning { get; init; }

    /// <summary>Most trades lost in a row, by the time of exit.</summary>
    public required int LongestLosing { get; init; }

    /// <summary>Mean venue time from first entry to last exit; null without a trade.</summary>
    public required TimeSpan? MeanDuration { get; init; }

    /// <summary>Won over all, 0 to 1; null without a trade.</summary>
    public decimal? WinRate => Ratio(Won, Trades);

    /// <summary>Lost over all, 0 to 1; null without a trade.</summary>
    public decimal? LossRate => Ratio(Lost, Trades);

    /// <summary>Dollars of a won trade on average; null without one.</summary>
    public decimal? AverageWin => Ratio(GrossProfit, Won);

    /// <summary>Dollars of a lost trade on average, as a positive figure; null without one.</summary>
    public decimal? AverageLoss => Ratio(GrossLoss, Lost);

    /// <summary>Gross profit over gross loss; null without a loss.</summary>
    public decimal? ProfitFactor => Ratio(GrossProfit, GrossLoss);

    /// <summary>Average win over average loss; null without either.</summary>
    public decimal? ProfitLossRatio => AverageWin is { } win && AverageLoss is { } loss ? Ratio(win, loss) : null;

    /// <summary>Dollars that a trade brings on average: win rate x average win - loss rate x average loss; null without a trade.</summary>
    public decimal? Expectancy => Ratio(GrossProfit - GrossLoss, Trades);

    /// <summary>Win rate x profit-loss ratio - loss rate: the expectancy in units of an average loss; null without a win or a loss.</summary>
    public decimal? ExpectancyRatio => ProfitLossRatio is { } ratio ? (WinRate * ratio) - LossRate : null;

    public static TradeStatistics Of(IEnumerable<Trade> trades)
    {
        var all = trades.ToList();
        var priced = all.Where(trade => !trade.PriceUnknown).OrderBy(trade => trade.ExitAt).ThenBy(trade => trade.TradeId, StringComparer.Ordinal).ToList();
        var profits = priced.ConvertAll(trade => trade.Profit.Value);
        return new TradeStatistics
        {
            Trades = priced.Count,
            Unpriced = all.Count - priced.Count,
            Won = profits.Count(profit => profit > 0),
            Lost = profits.Count(profit => profit < 0),
            Profit = profits.Sum(),
            GrossProfit = profits.Where(profit => profit > 0).Sum(),
            GrossLoss = -profits.Where(profit => profit < 0).Sum(),
            Best = profits.Count > 0 ? profits.Max() : null,
            Worst = profits.Count > 0 ? profits.Min() : null,
            LongestWinning = Longest(profits, profit => profit > 0),
            LongestLosing = Longest(profits, profit => profit < 0),
            MeanDuration = priced.Count > 0 ? TimeSpan.FromTicks((long)priced.Average(trade => (trade.ExitAt - trade.EntryAt).Ticks)) : null,
        };
    }

    private static decimal? Ratio(decimal part, decimal whole) => whole == 0 ? null : part / whole;

    private static int Longest(IEnumerable<decimal> profits, Func<decimal, bool> counts)
    {
        var (longest, current) = (0, 0);
        foreach (var profit in profits)
        {
            current = counts(profit) ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }
}
