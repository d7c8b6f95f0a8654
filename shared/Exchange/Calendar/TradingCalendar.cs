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

    /// <summary>What the stock exchanges do at a moment.</summary>
    public static MarketPhase PhaseAt(DateTimeOffset at)
    {
        var local = NewYork.Local(at);
        var day = DateOnly.FromDateTime(local.DateTime);
        if (local.Hour >= 20) return On(day.AddDays(1)) is null ? MarketPhase.Closed : MarketPhase.Overnight;
        if (On(day) is not { } session) return MarketPhase.Closed;
        if (at < session.PreOpen) return MarketPhase.Overnight;
        if (at < session.Open) return MarketPhase.PreMarket;
        if (at < session.Close) return MarketPhase.Regular;
        return at < session.PostClose ? MarketPhase.AfterHours : MarketPhase.Closed;
    }

    /// <summary>The session whose opening auction an order sent at this moment is meant for; orders are taken until 9:28 and from 19:00.</summary>
    /// <returns>Null between 9:28 and 19:00 of a trading day.</returns>
    public static TradingSession? OpeningAuctionFor(DateTimeOffset at) => AuctionFor(at, session => session.Open.AddMinutes(-2));

    /// <summary>The session whose closing auction an order sent at this moment is meant for; orders are taken until ten minutes before it and from 19:00.</summary>
    /// <returns>Null from ten minutes before the close until 19:00 of a trading day.</returns>
    public static TradingSession? ClosingAuctionFor(DateTimeOffset at) => AuctionFor(at, session => session.Close.AddMinutes(-10));

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

    /// <summary>The session an order for all hours is meant for: this one until its after-hours trading ends, then the next.</summary>
    public static TradingSession ExtendedSessionFor(DateTimeOffset at)
    {
        var session = OnOrAfter(NewYork.DayOf(at));
        return session.PostClose > at ? session : OnOrAfter(session.Day.AddDays(1));
    }

    /// <summary>The day a trade settles: one trading day later since 2024-05-28, two before.</summary>
    public static DateOnly SettlementOf(DateOnly day)
    {
        var next = OnOrAfter(day.AddDays(1)).Day;
        return day >= new DateOnly(2024, 5, 28) ? next : OnOrAfter(next.AddDays(1)).Day;
    }

    private static TradingSession? AuctionFor(DateTimeOffset at, Func<TradingSession, DateTimeOffset> last)
    {
        var day = NewYork.DayOf(at);
        if (On(day) is not { } session) return OnOrAfter(day);
        if (at < last(session)) return session;
        return at >= NewYork.At(day, new TimeOnly(19, 0)) ? OnOrAfter(day.AddDays(1)) : null;
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
