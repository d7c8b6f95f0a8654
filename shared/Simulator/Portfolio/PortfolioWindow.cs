using Pipeline.Exchange;

namespace Pipeline.Simulator.Portfolio;

/// <summary>One point of a portfolio history.</summary>
/// <param name="From">Where it begins, which is its label.</param>
/// <param name="Until">Where the equity is taken.</param>
/// <param name="Day">The trading day it belongs to.</param>
public sealed record PortfolioWindow(DateTimeOffset From, DateTimeOffset Until, DateOnly Day)
{
    /// <summary>The windows of a query, oldest first; none that has not begun.</summary>
    public static IReadOnlyList<PortfolioWindow> Of(PortfolioQuery query, DateTimeOffset now)
    {
        var windows = new List<PortfolioWindow>();
        for (var day = query.First; day <= query.Last; day = day.AddDays(1))
        {
            var session = TradingCalendar.On(day);
            var (open, close) = (query.Reporting, session) switch
            {
                (Reporting.Continuous, _) => (NewYork.At(day, TimeOnly.MinValue), NewYork.At(day.AddDays(1), TimeOnly.MinValue)),
                (_, null) => (default(DateTimeOffset), default),
                (Reporting.ExtendedHours, _) => (session.PreOpen, session.PostClose),
                _ => (session.Open, session.Close),
            };
            if (query.Step is not { } step)
            {
                if (close > open && open <= now) windows.Add(new PortfolioWindow(NewYork.At(day, TimeOnly.MinValue), close < now ? close : now, day));
                continue;
            }

            for (var from = open; from < close && from <= now; from += step)
            {
                if (from < query.From || from > query.Until) continue;
                var until = from + step < close ? from + step : close;
                windows.Add(new PortfolioWindow(from, until < now ? until : now, day));
            }
        }

        return windows;
    }
}
