using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Contracts.Json;

namespace Pipeline.Orchestrator.Journal;

/// <summary>How values stand in the journal's columns: text that sorts as the values do, and reads as it was written.</summary>
public static class JournalText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? time) => time is { } known ? Of(known) : null;

    public static string Of(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    public static T Enumeration<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>A message's own JSON, as the contracts write it.</summary>
    public static string Body<T>(T message) => Encoding.UTF8.GetString(ContractsJson.Write(message));

    public static T Message<T>(string body) => ContractsJson.Read<T>(Encoding.UTF8.GetBytes(body));
}
