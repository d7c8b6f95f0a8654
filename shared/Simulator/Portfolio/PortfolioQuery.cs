using System.Globalization;
using Pipeline.Exchange;
using Pipeline.Simulator.Http;

namespace Pipeline.Simulator.Portfolio;

/// <summary>The query of GET /v2/account/portfolio/history.</summary>
/// <param name="Timeframe">As it is written back: 1Min, 5Min, 15Min, 1H or 1D.</param>
/// <param name="Step">Length of a window; null for a day.</param>
/// <param name="PerDay">True when profit starts at zero every day.</param>
public sealed record PortfolioQuery(
    DateTimeOffset From, DateTimeOffset Until, DateOnly First, DateOnly Last, string Timeframe, TimeSpan? Step, Reporting Reporting, bool PerDay)
{
    // What the venue allows for windows shorter than a day.
    private const int MostIntradayDays = 31;

    /// <exception cref="RefusedException">A value cannot be read, or the values do not go together.</exception>
    public static PortfolioQuery Of(DataQuery query, DateTimeOffset now)
    {
        var end = query.Moment("end", endOfDay: true) ?? query.Moment("date_end", endOfDay: true);
        var start = query.Moment("start") ?? query.Moment("date_start");
        var period = query.Text("period");
        if (start is not null && end is not null && period is not null) throw Invalid("only two of start, end and period can be specified");
        var reporting = query.Text("intraday_reporting") switch
        {
            null => bool.TryParse(query.Text("extended_hours"), out var extended) && extended ? Reporting.ExtendedHours : Reporting.MarketHours,
            "market_hours" => Reporting.MarketHours,
            "extended_hours" => Reporting.ExtendedHours,
            "continuous" => Reporting.Continuous,
            var other => throw Invalid($"invalid intraday_reporting: {other}"),
        };
        var until = end is { } asked && asked < now ? asked : now;
        var last = NewYork.DayOf(until);
        // Before the first session of a day, the day to show is the one before.
        if (reporting != Reporting.Continuous) last = TradingCalendar.On(last) is { } session && session.PreOpen <= until ? last : TradingCalendar.Before(last).Day;
        var first = start is { } from ? NewYork.DayOf(from) : Back(period ?? "1M", last);
        var days = last.DayNumber - first.DayNumber + 1;
        var timeframe = query.Text("timeframe") ?? (days < 7 ? "1Min" : days < 30 ? "15Min" : "1D");
        TimeSpan? step = timeframe switch
        {
            "1Min" => TimeSpan.FromMinutes(1),
            "5Min" => TimeSpan.FromMinutes(5),
            "15Min" => TimeSpan.FromMinutes(15),
            "1H" or "1Hour" => TimeSpan.FromHours(1),
            "1D" or "1Day" => null,
            _ => throw Invalid($"invalid timeframe: {timeframe}"),
        };
        if (step is not null && days > MostIntradayDays) throw Invalid($"timeframe {timeframe} is only available for periods of 30 days or less");
        var reset = query.Text("pnl_reset") switch
        {
            null or "per_day" => true,
            "no_reset" => false,
            var other => throw Invalid($"invalid pnl_reset: {other}"),
        };
        var canonical = timeframe switch { "1Hour" => "1H", "1Day" => "1D", _ => timeframe };
        return new PortfolioQuery(start ?? NewYork.At(first, TimeOnly.MinValue), until, first, last, canonical, step, reporting, reset && step is not null);
    }

    /// <summary>The first day of a period that ends with a day; a period of one day is that day.</summary>
    private static DateOnly Back(string period, DateOnly last)
    {
        if (period.Length < 2 || !int.TryParse(period.AsSpan(0, period.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10_000)
            throw Invalid($"invalid period: {period}");
        return char.ToUpperInvariant(period[^1]) switch
        {
            'D' => last.AddDays(1 - count),
            'W' => last.AddDays(1 - (7 * count)),
            'M' => last.AddMonths(-Math.Min(count, 1200)),
            'A' or 'Y' => last.AddYears(-Math.Min(count, 100)),
            _ => throw Invalid($"invalid period: {period}"),
        };
    }

    private static RefusedException Invalid(string message) => new(Refusal.Malformed(message));
}
