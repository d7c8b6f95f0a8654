using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>Compared with the holiday tables published by NYSE.</summary>
public sealed class TradingCalendarTests
{
    [Theory]
    [InlineData(2013, "01-01 01-21 02-18 03-29 05-27 07-04 09-02 11-28 12-25")]
    [InlineData(2021, "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24")]
    [InlineData(2022, "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26")]
    [InlineData(2026, "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25")]
    [InlineData(2027, "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24")]
    public void Is_closed_on_the_published_holidays(int year, string expected)
    {
        var closed = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(day => new DateOnly(year, 1, 1).AddDays(day))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && TradingCalendar.On(day) is null)
            .Select(day => day.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, string.Join(' ', closed));
    }

    [Theory]
    [InlineData("2013-07-03")]
    [InlineData("2024-07-03")]
    [InlineData("2025-11-28")]
    [InlineData("2026-11-27")]
    [InlineData("2026-12-24")]
    public void Closes_at_one_on_half_days(string day)
    {
        var session = TradingCalendar.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!;

        Assert.Equal(13, NewYork.Local(session.Close).Hour);
        Assert.Equal(17, NewYork.Local(session.PostClose).Hour);
    }

    [Theory]
    [InlineData("2026-07-02")]
    [InlineData("2022-07-01")]
    [InlineData("2021-12-23")]
    public void Closes_at_four_on_days_that_only_look_like_half_days(string day) =>
        Assert.Equal(16, NewYork.Local(TradingCalendar.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))!.Close).Hour);

    [Fact]
    public void Opens_at_half_past_nine_on_both_sides_of_the_time_change()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 14, 30, 0, TimeSpan.Zero), TradingCalendar.On(new DateOnly(2026, 3, 6))!.Open);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 13, 30, 0, TimeSpan.Zero), TradingCalendar.On(new DateOnly(2026, 3, 9))!.Open);
    }

    [Fact]
    public void Knows_the_next_open_and_close_over_a_long_weekend()
    {
        var friday = NewYork.At(new DateOnly(2026, 1, 16), new TimeOnly(16, 0));

        Assert.False(TradingCalendar.IsOpen(friday));
        Assert.Equal(NewYork.At(new DateOnly(2026, 1, 20), new TimeOnly(9, 30)), TradingCalendar.NextOpen(friday));
        Assert.Equal(NewYork.At(new DateOnly(2026, 1, 20), new TimeOnly(16, 0)), TradingCalendar.NextClose(friday));
    }
}
