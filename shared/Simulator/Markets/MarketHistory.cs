using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>What a market looked like until a moment: nothing that is still to come.</summary>
public static class MarketHistory
{
    /// <summary>Older than any data there could be.</summary>
    public static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Bars of a length whose minutes had ended by now; the newest may be incomplete.</summary>
    /// <param name="from">Bars that start at this moment or later.</param>
    /// <param name="until">Bars that start at this moment or earlier.</param>
    /// <param name="descending">True for the newest first.</param>
    public static IEnumerable<MinuteBar> Bars(
        ISimulatedMarket market, string symbol, Timeframe timeframe, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, bool descending = false)
    {
        var clock = Pairs.IsPair(symbol);
        from = from < Earliest ? Earliest : from;
        var end = EndOf(now);
        if (!descending) return Inside(timeframe.Combine(market.Bars(symbol, timeframe.StartOf(from, clock), end), clock));
        return Backwards();

        IEnumerable<MinuteBar> Inside(IEnumerable<MinuteBar> bars) => bars.SkipWhile(bar => bar.At < from).TakeWhile(bar => bar.At <= until);

        // A day at a time, or what a bar takes if that is longer: nobody reads years to find the last minute of them.
        IEnumerable<MinuteBar> Backwards()
        {
            var start = timeframe.StartOf(until < end ? until : end.AddTicks(-1), clock);
            var before = timeframe.Following(start, clock);
            for (; ; (before, start) = (start, timeframe.StartOf(start.AddDays(-1), clock)))
            {
                foreach (var bar in Inside(timeframe.Combine(market.Bars(symbol, start, before < end ? before : end), clock)).Reverse()) yield return bar;
                if (start <= from) yield break;
            }
        }
    }

    /// <summary>The market every other second in which it moved, as the streams tell it.</summary>
    public static IEnumerable<Tick> Ticks(ISimulatedMarket market, string symbol, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now, bool descending = false)
    {
        var step = TimeSpan.FromSeconds(2);
        from = from < Earliest ? Earliest : from;
        until = until > now ? now : until;
        var first = new DateTimeOffset((from.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
        var last = new DateTimeOffset(until.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);
        for (var at = descending ? last : first; at >= first && at <= last; at += descending ? -step : step)
        {
            var tick = market.TickAt(symbol, at);
            if (tick?.At == at)
            {
                yield return tick;
                continue;
            }

            // Nothing traded here: go on where something did.
            if (!descending)
            {
                if (market.Bars(symbol, at, last.AddSeconds(1)).FirstOrDefault() is not { } next) yield break;
                at = next.At - step > at ? next.At - step : at;
            }
            else if (tick is null || tick.At < first)
            {
                yield break;
            }
            else
            {
                at = new DateTimeOffset(tick.At.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero) + step;
            }
        }
    }

    /// <summary>The last minute that has ended and in which something traded.</summary>
    public static MinuteBar? LatestMinute(ISimulatedMarket market, string symbol, DateTimeOffset now)
    {
        if (Pairs.IsPair(symbol)) return Bars(market, symbol, new Timeframe(1, "Min"), now.AddDays(-1), now, now, descending: true).FirstOrDefault();
        for (DateOnly? day = NewYork.DayOf(now); day is { } present; day = market.PreviousDay(present))
        {
            if (DayBars(market, symbol, present, now).LastOrDefault() is { } bar) return bar;
        }

        return null;
    }

    /// <summary>The bar of a day as far as it has come; a day of New York for stocks, of UTC for what trades around the clock.</summary>
    public static MinuteBar? Day(ISimulatedMarket market, string symbol, DateOnly day, DateTimeOffset now) =>
        Timeframe.Daily.Combine(DayBars(market, symbol, day, now), Pairs.IsPair(symbol)).FirstOrDefault();

    /// <summary>The day a moment belongs to.</summary>
    public static DateOnly DayOf(string symbol, DateTimeOffset at) => Pairs.IsPair(symbol) ? DateOnly.FromDateTime(at.UtcDateTime) : NewYork.DayOf(at);

    /// <summary>The last day with data before a day, or null at the beginning.</summary>
    public static DateOnly? DayBefore(ISimulatedMarket market, string symbol, DateOnly day) => Pairs.IsPair(symbol) ? day.AddDays(-1) : market.PreviousDay(day);

    private static IEnumerable<MinuteBar> DayBars(ISimulatedMarket market, string symbol, DateOnly day, DateTimeOffset now)
    {
        var clock = Pairs.IsPair(symbol);
        var (from, to) = (Midnight(day), Midnight(day.AddDays(1)));
        var end = EndOf(now);
        return market.Bars(symbol, from, to < end ? to : end);

        DateTimeOffset Midnight(DateOnly of) => clock ? new DateTimeOffset(of.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : NewYork.At(of, TimeOnly.MinValue);
    }

    /// <summary>A minute may be told once it is over.</summary>
    private static DateTimeOffset EndOf(DateTimeOffset now) => now.AddMinutes(-1).AddTicks(1);
}
