using System.Collections.Concurrent;

namespace Pipeline.Exchange;

/// <summary>The sessions of New York's exchanges.</summary>
public static class TradingCalendar
{
    // Asked for with every tick; a day's session never changes.
    private static readonly ConcurrentDictionary<DateOnly, TradingSession?> Known = new();

    /// <summary>The session of a day, or null when there is no trading.</summary>
    public static TradingSession? On(DateOnly day) => Known.GetOrAdd(day, Compute);

    /// <summary>The first session on or after a day.</summary>
    public static TradingSession OnOrAfter(DateOnly day)
    {
        while (true)
        {
            if (On(day) is { } session) return session;
            day = day.AddDays(1);
        }
    }

    /// <summary>The last session before a day.</summary>
    public static TradingSession Before(DateOnly day)
    {
        while (true)
        {
            day = day.AddDays(-1);
            if (On(day) is { } session) return session;
        }
    }

    public static bool IsOpen(DateTimeOffset at) => On(NewYork.DayOf(at))?.IsOpen(at) ?? false;

    /// <summary>The next opening after a moment.</summary>
    public static DateTimeOffset NextOpen(DateTimeOffset at)
    {
        var session = OnOrAfter(NewYork.DayOf(at));
        return session.Open > at ? session.Open : OnOrAfter(session.Day.AddDays(1)).Open;
    }

    /// <summary>The next close after a moment.</summary>
    public static DateTimeOffset NextClose(DateTimeOffset at) => SessionFor(at).Close;

    /// <summary>The session a DAY order sent at this moment is meant for: this one until its close, then the next.</summary>
    public static TradingSession SessionFor(DateTimeOffset at)
    {
        var session = OnOrAfter(NewYork.DayOf(at));
        return session.Close > at ? session : OnOrAfter(session.Day.AddDays(1));
    }

    /// <summary>The day a trade settles: one trading day later since 2024-05-28, two before.</summary>
    public static DateOnly SettlementOf(DateOnly day)
    {
        var next = OnOrAfter(day.AddDays(1)).Day;
        return day >= new DateOnly(2024, 5, 28) ? next : OnOrAfter(next.AddDays(1)).Day;
    }

    private static TradingSession? Compute(DateOnly day)
    {
        if (!NyseHolidays.IsTradingDay(day)) return null;
        var half = NyseHolidays.IsHalfDay(day);
        return new TradingSession(
            day,
            NewYork.At(day, new TimeOnly(4, 0)),
            NewYork.At(day, new TimeOnly(9, 30)),
            NewYork.At(day, new TimeOnly(half ? 13 : 16, 0)),
            NewYork.At(day, new TimeOnly(half ? 17 : 20, 0)));
    }
}
