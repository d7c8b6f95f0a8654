using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>What a market looked like until a moment: nothing that is still to come.</summary>
public static class MarketHistory
{
    private static readonly Timeframe Daily = new(1, "Day");

    /// <summary>Bars of a length whose minutes had ended by now; the last one may be incomplete.</summary>
    /// <param name="from">Bars that start at this moment or later.</param>
    /// <param name="until">Bars that start at this moment or earlier.</param>
    public static IEnumerable<MinuteBar> Bars(ISimulatedMarket market, string symbol, Timeframe timeframe, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var start = timeframe.StartOf(from) == from ? from : timeframe.StartOf(from);
        return timeframe.Combine(market.Bars(symbol, start, EndOf(now))).SkipWhile(bar => bar.At < from).TakeWhile(bar => bar.At <= until);
    }

    /// <summary>The last minute that has ended and in which something traded.</summary>
    public static MinuteBar? LatestMinute(ISimulatedMarket market, string symbol, DateTimeOffset now)
    {
        for (DateOnly? day = NewYork.DayOf(now); day is { } present; day = market.PreviousDay(present))
        {
            if (DayBars(market, symbol, present, now).LastOrDefault() is { } bar) return bar;
        }

        return null;
    }

    /// <summary>The bar of a day as far as it has come.</summary>
    public static MinuteBar? Day(ISimulatedMarket market, string symbol, DateOnly day, DateTimeOffset now) =>
        Daily.Combine(DayBars(market, symbol, day, now)).FirstOrDefault();

    private static IEnumerable<MinuteBar> DayBars(ISimulatedMarket market, string symbol, DateOnly day, DateTimeOffset now)
    {
        var from = NewYork.At(day, TimeOnly.MinValue);
        var to = NewYork.At(day.AddDays(1), TimeOnly.MinValue);
        var end = EndOf(now);
        return market.Bars(symbol, from, to < end ? to : end);
    }

    /// <summary>A minute may be told once it is over.</summary>
    private static DateTimeOffset EndOf(DateTimeOffset now) => now.AddMinutes(-1).AddTicks(1);
}
