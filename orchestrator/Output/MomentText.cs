using System.Globalization;
using Pipeline.Hosting;

namespace Pipeline.Orchestrator.Output;

/// <summary>Reads moments and spans as a person writes them.</summary>
public static class MomentText
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly string[] Local = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>A moment; without an offset it is New York's, where the market is. Null for null.</summary>
    /// <param name="option">Which option it is the value of, for the message.</param>
    /// <param name="text">A date, a date with a time, or a span such as 7d that is counted back from now.</param>
    /// <param name="now">Asked only for a span.</param>
    /// <exception cref="PipelineException">Exit code 2: it is none.</exception>
    public static DateTimeOffset? Parse(string option, string? text, Func<DateTimeOffset> now)
    {
        ArgumentNullException.ThrowIfNull(now);
        if (text is null)
            return null;
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new DateTimeOffset(local, NewYork.GetUtcOffset(local));
        if (TrySpan(text) is { } back)
            return now() - back;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment;
        throw new PipelineException(ExitCodes.Usage, $"{option} '{text}' is not a moment: write 2026-01-05, 2026-01-05T15:30 (New York), an ISO time with its offset, or 90m, 24h, 7d, 2w back from now.");
    }

    /// <summary>A span such as 90m, 24h, 7d or 2w.</summary>
    /// <exception cref="PipelineException">Exit code 2: it is none.</exception>
    public static TimeSpan Span(string option, string text) =>
        TrySpan(text) ?? throw new PipelineException(ExitCodes.Usage, $"{option} '{text}' is not a span: write 90m, 24h, 7d or 2w.");

    private static TimeSpan? TrySpan(string text) =>
        text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' => TimeSpan.FromDays(count),
                'w' => TimeSpan.FromDays(7 * count),
                _ => null,
            }
            : null;
}
