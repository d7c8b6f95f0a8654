using System.Globalization;
using Pipeline.Hosting;

namespace Pipeline.Orchestrator.Output;

/// <summary>Moments and durations as a person types them.</summary>
public static class Moments
{
    private const string Allowed = "Say 30s, 10m, 2h or 7d, or a moment such as 2026-01-05 or 2026-01-05T15:30 (this machine's time zone unless it ends with Z or an offset).";

    /// <summary>A duration before now, or a moment.</summary>
    /// <param name="option">Its name, for the complaint.</param>
    /// <exception cref="PipelineException">Exit code 2: it is neither.</exception>
    public static DateTimeOffset Parse(string option, string text, DateTimeOffset now)
    {
        if (TryDuration(text, out var ago))
            return now - ago;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? moment.ToUniversalTime()
            : throw new PipelineException(ExitCodes.Usage, $"{option} {text}: that is no time. {Allowed}");
    }

    /// <summary>Such as 30s, 10m, 2h, 7d.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000)
            return false;
        duration = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => TimeSpan.MinValue,
        };
        return duration != TimeSpan.MinValue;
    }
}
