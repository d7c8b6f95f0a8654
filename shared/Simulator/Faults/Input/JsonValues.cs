using System.Globalization;
using System.Text.Json;

namespace Pipeline.Simulator.Faults.Input;

/// <summary>Reads one JSON value as what a parameter may be.</summary>
public static class JsonValues
{
    /// <summary>The value (decimal, string, bool or DateTimeOffset), or null when it is not allowed.</summary>
    public static object? Read(FaultParameter parameter, JsonElement value) => parameter.Type switch
    {
        ParameterType.Number => Number(parameter, value, whole: false),
        ParameterType.Whole => Number(parameter, value, whole: true),
        ParameterType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
        ParameterType.Time => Time(value),
        ParameterType.Choice => Text(value) is { } text && parameter.Choices.Contains(text, StringComparer.OrdinalIgnoreCase) ? text.ToLowerInvariant() : null,
        _ => Text(value),
    };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static decimal? Number(FaultParameter parameter, JsonElement value, bool whole)
    {
        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString(), _ => null };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= parameter.Least && number <= parameter.Most && (!whole || decimal.Truncate(number) == number)
            ? number
            : null;
    }

    /// <summary>Without an offset a time would depend on the machine that reads it.</summary>
    private static DateTimeOffset? Time(JsonElement value) =>
        Text(value) is { } text
        && text.LastIndexOfAny(['Z', '+', '-']) > text.IndexOf('T', StringComparison.Ordinal) && text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
