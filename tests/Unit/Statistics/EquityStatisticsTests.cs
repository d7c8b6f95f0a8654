using Pipeline.Domain.Statistics;

namespace Pipeline.Tests.Unit.Statistics;

public sealed class EquityStatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_drawdown_is_the_largest_fall_from_a_peak_that_was_reached_before_it()
    {
        // Falls: 110 to 99 is a tenth, 120 to 105 is an eighth; 15 dollars.
        var figures = Of(100, 110, 99, 120, 105, 119)!;

        Assert.Equal((0.125m, 15m), (figures.MaxDrawdown, figures.MaxDrawdownMoney));
        Assert.Equal((Start.AddDays(3), Start.AddDays(4)), (figures.DrawdownFrom, figures.DrawdownTo));
    }

    [Fact]
    public void An_account_that_only_rose_has_no_drawdown_and_no_ratio_over_it()
    {
        var figures = Of(100, 101, 102)!;

        Assert.Equal((0m, null, null), (figures.MaxDrawdown, figures.DrawdownFrom, figures.Calmar));
    }

    [Fact]
    public void Rates_by_the_year_need_days_enough_to_tell()
    {
        var short_ = Of(100, 110, 90)!;

        Assert.Equal((null, null, null, null), (short_.YearlyGrowth, short_.Volatility, short_.Sharpe, short_.Sortino));
    }

    [Fact]
    public void Rates_by_the_year_follow_their_definitions()
    {
        // 73 days are a fifth of a year: 1.1^5 - 1. Daily returns: the first day none, then up and down by turns.
        var course = Enumerable.Range(0, 74).Select(day => (Start.AddDays(day), day == 73 ? 110m : day % 2 == 0 ? 100m : 101m)).ToList();
        var figures = EquityStatistics.Of(course, DayOf)!;
        var returns = Enumerable.Range(0, 74).Select(day => day == 0 ? 0.0 : (double)(course[day].Item2 / course[day - 1].Item2) - 1).ToList();
        var mean = returns.Average();
        var deviation = Math.Sqrt(returns.Sum(one => Math.Pow(one - mean, 2)) / 73);
        var downside = Math.Sqrt(returns.Where(one => one < 0).Sum(one => one * one) / 74);

        Assert.Equal(Math.Pow(1.1, 5) - 1, figures.YearlyGrowth!.Value, 9);
        Assert.Equal(deviation * Math.Sqrt(252), figures.Volatility!.Value, 9);
        Assert.Equal(mean / deviation * Math.Sqrt(252), figures.Sharpe!.Value, 9);
        Assert.Equal(mean / downside * Math.Sqrt(252), figures.Sortino!.Value, 9);
        Assert.Equal(figures.YearlyGrowth.Value / (double)figures.MaxDrawdown, figures.Calmar!.Value, 9);
    }

    [Fact]
    public void The_last_reading_of_a_day_is_its_close()
    {
        // Within each of eleven days the account is halved and comes back: no day has a return.
        var course = Enumerable.Range(0, 11).SelectMany(day => new[] { (Start.AddDays(day), 100m), (Start.AddDays(day).AddHours(1), 50m), (Start.AddDays(day).AddHours(2), 100m) }).ToList();
        var figures = EquityStatistics.Of(course, DayOf)!;

        Assert.Equal((0.5m, 0.0, null), (figures.MaxDrawdown, figures.Volatility, figures.Sharpe));
    }

    [Fact]
    public void Nothing_is_told_of_an_account_without_a_course_or_without_worth()
    {
        Assert.Null(Of());
        Assert.Null(Of(100, 0));
    }

    private static EquityStatistics? Of(params decimal[] days) => EquityStatistics.Of([.. days.Select((equity, day) => (Start.AddDays(day), equity))], DayOf);

    private static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}
