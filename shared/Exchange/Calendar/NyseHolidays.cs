namespace Pipeline.Exchange;

/// <summary>The days New York's exchanges are closed or close early, by rule (NYSE rule 7.2) and by list for what no rule foresees.</summary>
public static class NyseHolidays
{
    private static readonly HashSet<DateOnly> Unforeseen =
    [
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14), new(2004, 6, 11), new(2007, 1, 2),
        new(2012, 10, 29), new(2012, 10, 30), new(2018, 12, 5), new(2025, 1, 9),
    ];

    public static bool IsTradingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day) && !Unforeseen.Contains(day);

    /// <summary>True when trading ends at 13:00 New York time.</summary>
    public static bool IsHalfDay(DateOnly day) => IsTradingDay(day) && (
        day == Nth(day.Year, 11, DayOfWeek.Thursday, 4).AddDays(1)
        || day is { Month: 12, Day: 24 }
        || (day is { Month: 7, Day: 3 } && day.AddDays(1).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));

    private static bool IsHoliday(DateOnly day)
    {
        var year = day.Year;
        // A New Year's Day on a Saturday is not moved to the Friday: that Friday closes the books of the year.
        var newYear = new DateOnly(year, 1, 1);
        return day == (newYear.DayOfWeek == DayOfWeek.Sunday ? newYear.AddDays(1) : newYear)
            || (year >= 1998 && day == Nth(year, 1, DayOfWeek.Monday, 3))
            || day == Nth(year, 2, DayOfWeek.Monday, 3)
            || day == Easter(year).AddDays(-2)
            || day == Last(year, 5, DayOfWeek.Monday)
            || (year >= 2022 && day == Observed(new DateOnly(year, 6, 19)))
            || day == Observed(new DateOnly(year, 7, 4))
            || day == Nth(year, 9, DayOfWeek.Monday, 1)
            || day == Nth(year, 11, DayOfWeek.Thursday, 4)
            || day == Observed(new DateOnly(year, 12, 25));
    }

    private static DateOnly Observed(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    private static DateOnly Last(int year, int month, DayOfWeek weekday)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
    }

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).</summary>
    private static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        int e = (32 + (2 * (b % 4)) + (2 * (c / 4)) - d - (c % 4)) % 7;
        int f = d + e - (7 * ((a + (11 * d) + (22 * e)) / 451)) + 114;
        return new DateOnly(year, f / 31, (f % 31) + 1);
    }
}
