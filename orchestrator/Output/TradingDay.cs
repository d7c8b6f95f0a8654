using System.Globalization;

namespace Pipeline.Orchestrator.Output;

/// <summary>The days of New York, where the market is.</summary>
public static class TradingDay
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, NewYork).DateTime);

    /// <summary>Such as 2026-01-05.</summary>
    public static string Text(DateTimeOffset moment) => Of(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The week by ISO 8601, such as 2026-W02.</summary>
    public static string Week(DateTimeOffset moment)
    {
        var day = Of(moment).ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day)}-W{ISOWeek.GetWeekOfYear(day):00}");
    }
}
