namespace Pipeline.Domain.Statistics;

/// <summary>What the course of an account's equity came to; equity counts what is held at its price then.</summary>
/// <remarks>Definitions: maximum drawdown is the largest (peak - equity) / peak; the rates use the equity at the end of each trading day, with 252 days a year and no riskless rate.</remarks>
public sealed record EquityStatistics
{
    private const double DaysOfTrading = 252;

    /// <summary>Days below which a yearly growth says nothing; 30.</summary>
    public const int FewestDaysOfGrowth = 30;

    /// <summary>Daily returns below which a deviation says nothing; 10.</summary>
    public const int FewestReturns = 10;

    /// <summary>Dollars at the first moment told of.</summary>
    public required decimal Start { get; init; }

    /// <summary>Dollars at the last moment told of.</summary>
    public required decimal End { get; init; }

    /// <summary>Largest fall from a peak as a fraction of the peak, 0 to 1.</summary>
    public required decimal MaxDrawdown { get; init; }

    /// <summary>The same fall in dollars.</summary>
    public required decimal MaxDrawdownMoney { get; init; }

    /// <summary>Venue time of the peak it fell from; null without a fall.</summary>
    public required DateTimeOffset? DrawdownFrom { get; init; }

    /// <summary>Venue time of its lowest point; null without a fall.</summary>
    public required DateTimeOffset? DrawdownTo { get; init; }

    /// <summary>(end / start) ^ (365 / days) - 1; null below <see cref="FewestDaysOfGrowth"/> days.</summary>
    public required double? YearlyGrowth { get; init; }

    /// <summary>Deviation of the daily returns (n - 1), as a yearly figure; null below <see cref="FewestReturns"/> returns.</summary>
    public required double? Volatility { get; init; }

    /// <summary>Mean daily return over its deviation, as a yearly figure; null below <see cref="FewestReturns"/> returns, or without deviation.</summary>
    public required double? Sharpe { get; init; }

    /// <summary>Mean daily return over sqrt(sum of squared losses / all days), as a yearly figure; null below <see cref="FewestReturns"/> returns, or without a loss.</summary>
    public required double? Sortino { get; init; }

    /// <summary>Yearly growth over maximum drawdown; null without either.</summary>
    public double? Calmar => YearlyGrowth is { } growth && MaxDrawdown > 0 ? growth / (double)MaxDrawdown : null;

    /// <param name="course">Venue time and dollars, oldest first.</param>
    /// <param name="dayOf">The trading day a moment belongs to.</param>
    /// <returns>Null without a point, or where the account was worth nothing.</returns>
    public static EquityStatistics? Of(IReadOnlyList<(DateTimeOffset At, decimal Equity)> course, Func<DateTimeOffset, DateOnly> dayOf)
    {
        ArgumentNullException.ThrowIfNull(course);
        ArgumentNullException.ThrowIfNull(dayOf);
        if (course.Count == 0 || course.Any(point => point.Equity <= 0))
            return null;
        var (start, end) = (course[0], course[^1]);
        var fall = Fall(course);
        var days = (end.At - start.At).TotalDays;
        var closes = course.GroupBy(point => dayOf(point.At)).OrderBy(day => day.Key).Select(day => day.Last().Equity).ToList();
        var returns = closes.Prepend(start.Equity).Zip(closes, (before, after) => (double)((after / before) - 1)).ToList();
        var enough = returns.Count >= FewestReturns;
        var mean = enough ? returns.Average() : 0;
        var deviation = enough ? Math.Sqrt(returns.Sum(one => (one - mean) * (one - mean)) / (returns.Count - 1)) : 0;
        var downside = enough ? Math.Sqrt(returns.Sum(one => Math.Min(one, 0) * Math.Min(one, 0)) / returns.Count) : 0;
        return new EquityStatistics
        {
            Start = start.Equity,
            End = end.Equity,
            MaxDrawdown = fall.Fraction,
            MaxDrawdownMoney = fall.Money,
            DrawdownFrom = fall.Fraction > 0 ? fall.From : null,
            DrawdownTo = fall.Fraction > 0 ? fall.To : null,
            YearlyGrowth = days >= FewestDaysOfGrowth ? Math.Pow((double)(end.Equity / start.Equity), 365 / days) - 1 : null,
            Volatility = enough ? deviation * Math.Sqrt(DaysOfTrading) : null,
            Sharpe = deviation > 0 ? mean / deviation * Math.Sqrt(DaysOfTrading) : null,
            Sortino = downside > 0 ? mean / downside * Math.Sqrt(DaysOfTrading) : null,
        };
    }

    private static (decimal Fraction, decimal Money, DateTimeOffset From, DateTimeOffset To) Fall(IReadOnlyList<(DateTimeOffset At, decimal Equity)> course)
    {
        var (peak, worst) = (course[0], (Fraction: 0m, Money: 0m, From: course[0].At, To: course[0].At));
        foreach (var point in course)
        {
            if (point.Equity > peak.Equity)
                peak = point;
            if ((peak.Equity - point.Equity) / peak.Equity is var fraction && fraction > worst.Fraction)
                worst = (fraction, peak.Equity - point.Equity, peak.At, point.At);
        }

        return worst;
    }
}
