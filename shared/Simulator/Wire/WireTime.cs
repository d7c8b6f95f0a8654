using System.Globalization;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>Times as Alpaca writes them.</summary>
public static class WireTime
{
    /// <summary>RFC 3339 in UTC, with fractions only where there are some.</summary>
    public static string Utc(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string? Utc(DateTimeOffset? moment) => moment is { } value ? Utc(value) : null;

    /// <summary>RFC 3339 with New York's offset.</summary>
    public static string Local(DateTimeOffset moment) =>
        NewYork.Local(moment).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>Reads a time with an offset, or a date, which means midnight UTC.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) ? value : null;
}
