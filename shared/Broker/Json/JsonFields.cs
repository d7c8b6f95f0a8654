using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Json;

/// <summary>Reads fields the way a venue's drift demands: missing, null, number or text are all met without an exception.</summary>
internal static class JsonFields
{
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

    /// <summary>A text, or a number as it was written; null when missing.</summary>
    public static string? Text(this JsonElement element, string name) => element.Field(name) is { } field ? TextOf(field) : null;

    public static string RequiredText(this JsonElement element, string name) =>
        element.Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>Null when missing, empty, or not a decimal number.</summary>
    public static decimal? Decimal(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static decimal RequiredDecimal(this JsonElement element, string name) => element.Decimal(name) ?? throw Missing(name);

    public static bool? Flag(this JsonElement element, string name) => element.Field(name) is not { } field
        ? null
        : field.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => bool.TryParse(TextOf(field), out var flag) ? flag : null,
        };

    public static int? Number(this JsonElement element, string name) =>
        element.Decimal(name) is { } value && value == decimal.Truncate(value) && Math.Abs(value) <= int.MaxValue ? (int)value : null;

    /// <summary>A price; null when missing or not above zero, which is how the venue says that there is none.</summary>
    public static Price? Price(this JsonElement element, string name) =>
        element.Decimal(name) is { } value and > 0 and <= 1_000_000_000m ? new Price(value) : null;

    /// <summary>A quantity, cut to nine decimals; null when missing.</summary>
    /// <exception cref="JsonException">The quantity is below zero.</exception>
    public static Shares? Shares(this JsonElement element, string name) => element.Decimal(name) switch
    {
        null => null,
        < 0 => throw new JsonException($"'{name}' is below zero."),
        { } value => new Shares(decimal.Round(value, 9, MidpointRounding.ToZero)),
    };

    /// <summary>A moment in UTC, cut to 100 ns; null when missing or not a time.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name)
    {
        if (element.Field(name) is not { ValueKind: JsonValueKind.String } field)
            return null;
        if (field.TryGetDateTimeOffset(out var time))
            return time.ToUniversalTime();
        const DateTimeStyles universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(field.GetString(), CultureInfo.InvariantCulture, universal, out time) ? time : null;
    }

    public static DateTimeOffset RequiredTime(this JsonElement element, string name) => element.Time(name) ?? throw Missing(name);

    /// <summary>The items of a list; none when it is missing, null, or something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Name and value of an object's fields; none when it is missing, null, or something else.</summary>
    public static IEnumerable<JsonProperty> Entries(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : [];

    /// <summary>The items of an answer that is a list.</summary>
    /// <exception cref="JsonException">The answer is something else.</exception>
    public static IEnumerable<JsonElement> ListItems(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray(),
        JsonValueKind.Null => [],
        _ => throw new JsonException($"Expected a list, found {element.ValueKind}."),
    };

    public static JsonException Missing(string name) => new($"'{name}' is missing or cannot be read.");

    private static string? TextOf(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.String => field.GetString(),
        JsonValueKind.Number => field.GetRawText(),
        _ => null,
    };
}
