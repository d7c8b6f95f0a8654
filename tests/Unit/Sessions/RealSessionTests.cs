using System.Globalization;
using System.Text.Json;
using Pipeline.Broker.Json;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Risk;
using Pipeline.Tests.Unit.Exits.Rules;
using Calendar = Pipeline.Exchange.TradingCalendar;
using EntrySome = Pipeline.Tests.Unit.Entries.Some;

namespace Pipeline.Tests.Unit.Sessions;

/// <summary>Days of the published calendars of 2025 and 2026, from the venue's own words to the rules for entering and leaving.</summary>
public sealed class RealSessionTests
{
    private static readonly EntryLimits Limits = new() { OpeningBuffer = TimeSpan.FromMinutes(5), ClosingBuffer = TimeSpan.FromMinutes(15), SignalMaxAge = TimeSpan.FromDays(1) };
    private static readonly ExitSettings Exits = new() { BeforeClose = TimeSpan.FromMinutes(10), TimeLimit = null };

    /// <summary>Half days, the first days after both time changes, and an ordinary day on either side: day, close in New York, opening and close in UTC.</summary>
    [Theory]
    [InlineData("2025-07-03", "13:00", "13:30", "17:00")]
    [InlineData("2025-11-28", "13:00", "14:30", "18:00")]
    [InlineData("2025-12-24", "13:00", "14:30", "18:00")]
    [InlineData("2026-11-27", "13:00", "14:30", "18:00")]
    [InlineData("2026-12-24", "13:00", "14:30", "18:00")]
    [InlineData("2025-03-07", "16:00", "14:30", "21:00")]
    [InlineData("2025-03-10", "16:00", "13:30", "20:00")]
    [InlineData("2025-10-31", "16:00", "13:30", "20:00")]
    [InlineData("2025-11-03", "16:00", "14:30", "21:00")]
    [InlineData("2026-03-09", "16:00", "13:30", "20:00")]
    [InlineData("2026-11-02", "16:00", "14:30", "21:00")]
    public void A_day_is_entered_and_left_by_its_own_hours(string date, string close, string opensUtc, string closesUtc)
    {
        var (opens, closes) = (Utc(date, opensUtc), Utc(date, closesUtc));

        var told = WireAccount.ReadSession(JsonDocument.Parse($$"""{"date":"{{date}}","open":"09:30","close":"{{close}}"}""").RootElement);

        Assert.Equal((opens, closes), (told.OpensAt, told.ClosesAt));
        var simulated = Calendar.On(told.Day)!;
        Assert.Equal((opens, closes), (simulated.Open.ToUniversalTime(), simulated.Close.ToUniversalTime()));
        Assert.Equal(
            [EntryRefusals.OutsideSession, EntryRefusals.OutsideSession, null, null, EntryRefusals.NearClose, EntryRefusals.OutsideSession],
            new[] { opens.AddTicks(-1), opens.AddMinutes(5).AddTicks(-1), opens.AddMinutes(5), closes.AddMinutes(-15).AddTicks(-1), closes.AddMinutes(-15), closes }.Select(now => EntryAt(told.Day, opens, closes, now)));
        Assert.False(LeavesAt(closes, closes.AddMinutes(-10).AddTicks(-1)));
        Assert.True(LeavesAt(closes, closes.AddMinutes(-10)));
    }

    [Theory]
    [InlineData("2025-01-09")]
    [InlineData("2025-04-18")]
    [InlineData("2025-06-19")]
    [InlineData("2025-07-04")]
    [InlineData("2025-11-27")]
    [InlineData("2025-12-25")]
    [InlineData("2026-07-03")]
    [InlineData("2026-11-26")]
    public void On_a_holiday_nothing_is_entered_at_any_hour(string date)
    {
        var before = Calendar.Before(Day(date));

        Assert.Null(Calendar.On(Day(date)));
        Assert.All(Enumerable.Range(0, 24), hour => Assert.Equal(EntryRefusals.OutsideSession, EntryAt(before.Day, before.Open, before.Close, Utc(date, "05:00").AddHours(hour))));
    }

    [Theory]
    [InlineData("2025-12-25", "03:00")]
    [InlineData("2025-07-05", "23:59")]
    [InlineData("2026-03-08", "07:00")]
    [InlineData("2026-11-01", "06:30")]
    public void Pairs_trade_through_holidays_weekends_and_both_time_changes(string date, string utc)
    {
        var question = EntrySome.Question() with { Signal = EntrySome.Signal(new Symbol("BTC/USD")), Facts = EntrySome.Facts() with { Now = Utc(date, utc) }, Limits = Limits };

        Assert.Null(SessionRules.Inside(question));
        Assert.Null(SessionRules.NearClose(question));
        var held = Held.Facts(100m, Held.Position with { Symbol = new Symbol("BTC/USD") }) with { Now = Utc(date, utc), SessionClose = Utc(date, utc) };
        Assert.Equal(ExitDecision.Holding, EndOfDayRule.Decide(held, Exits));
    }

    private static string? EntryAt(DateOnly day, DateTimeOffset opens, DateTimeOffset closes, DateTimeOffset now)
    {
        var book = EntrySome.Book();
        book.Calendar.Fold(EntrySome.Session() with { Day = day, OpensAt = opens, ClosesAt = closes });
        var question = EntrySome.Question(book) with { Facts = EntrySome.Facts() with { Now = now }, Limits = Limits };
        return (SessionRules.Inside(question) ?? SessionRules.NearClose(question))?.Reason;
    }

    private static bool LeavesAt(DateTimeOffset close, DateTimeOffset now) =>
        EndOfDayRule.Decide(Held.Facts(100m) with { Now = now, SessionClose = close }, Exits) is ExitDecision.Leave { Reason: ExitReason.EndOfDay };

    private static DateOnly Day(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string date, string time) => DateTimeOffset.Parse($"{date}T{time}:00Z", CultureInfo.InvariantCulture);
}
