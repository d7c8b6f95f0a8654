using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Statistics;

namespace Pipeline.Tests.Unit.Statistics;

/// <summary>Five trades: +40, -10, +20, 0, -30. Every figure below is that list by hand.</summary>
public sealed class TradeStatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    private static readonly TradeStatistics Five = TradeStatistics.Of([Trade(1, 40), Trade(2, -10), Trade(3, 20), Trade(4, 0), Trade(5, -30)]);

    [Fact]
    public void Sums_are_of_profits_and_of_losses()
    {
        Assert.Equal((20m, 60m, 40m), (Five.Profit, Five.GrossProfit, Five.GrossLoss));
        Assert.Equal((40m, -30m), (Five.Best, Five.Worst));
    }

    [Fact]
    public void A_trade_without_profit_or_loss_is_neither_won_nor_lost()
    {
        Assert.Equal((5, 2, 2), (Five.Trades, Five.Won, Five.Lost));
        Assert.Equal((0.4m, 0.4m), (Five.WinRate, Five.LossRate));
    }

    [Fact]
    public void Ratios_follow_their_definitions()
    {
        // Average win 60 / 2 = 30, average loss 40 / 2 = 20; 60 / 40; 30 / 20; 0.4 x 30 - 0.4 x 20; 0.4 x 1.5 - 0.4.
        Assert.Equal((30m, 20m), (Five.AverageWin, Five.AverageLoss));
        Assert.Equal((1.5m, 1.5m), (Five.ProfitFactor, Five.ProfitLossRatio));
        Assert.Equal((4m, 0.2m), (Five.Expectancy, Five.ExpectancyRatio));
    }

    [Fact]
    public void Rows_of_wins_and_losses_are_counted_by_the_time_of_exit()
    {
        var shuffled = TradeStatistics.Of([Trade(4, 5), Trade(1, 1), Trade(3, -1), Trade(2, 2), Trade(5, 3), Trade(6, 4)]);

        Assert.Equal((3, 1), (shuffled.LongestWinning, shuffled.LongestLosing));
        Assert.Equal(TimeSpan.FromMinutes(10), shuffled.MeanDuration);
    }

    [Fact]
    public void Where_there_is_nothing_to_divide_by_there_is_no_figure()
    {
        var none = TradeStatistics.Of([]);
        var won = TradeStatistics.Of([Trade(1, 10)]);

        Assert.Equal((0, null, null, null, null), (none.Trades, none.WinRate, none.ProfitFactor, none.Expectancy, none.Best));
        Assert.Equal((1m, null, null, 10m), (won.WinRate, won.ProfitFactor, won.ExpectancyRatio, won.Expectancy));
    }

    [Fact]
    public void A_trade_at_a_price_nobody_told_is_no_evidence()
    {
        var figures = TradeStatistics.Of([Trade(1, 10), Trade(2, 0) with { PriceUnknown = true }]);

        Assert.Equal((1, 1, 1m), (figures.Trades, figures.Unpriced, figures.WinRate));
    }

    private static Trade Trade(int minute, decimal profit) => new()
    {
        Id = $"trade-{minute}",
        CorrelationId = $"signal-{minute}",
        CausationId = "sell",
        VenueTime = Start,
        MachineTime = Start,
        Account = "demo",
        TradeId = $"trade-{minute}",
        SignalId = $"signal-{minute}",
        Strategy = "momentum",
        Symbol = new Symbol("AAPL"),
        Quantity = new Shares(1),
        EntryPrice = new Price(100),
        ExitPrice = new Price(100 + profit),
        EntryAt = Start.AddMinutes(minute - 10),
        ExitAt = Start.AddMinutes(minute),
        ExitReason = ExitReason.TakeProfit,
        Profit = new Money(profit),
    };
}
