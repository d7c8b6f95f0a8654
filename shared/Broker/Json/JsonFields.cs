using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Json;

/// <summary>Reads fields the way a venue's drift demands: missing, null, number or text are all met without an exception.</summary>
internal static class JsonFields
{
    // Moments outside these years are figures gone wrong; inside them nothing overflows that is added or taken away.
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static JsonElement? Field(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;
        }
        catch (InvalidOperationException)
        {
            // A name of the object is no Unicode: what it would have named is as good as missing.
            return null;
        }
    }

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

    /// <summary>A moment in UTC, cut to 100 ns; null when missing, not a time, or not of the years 1970 to 2199.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name)
    {
        if (element.Field(name) is not { ValueKind: JsonValueKind.String } field || TextOf(field) is not { } text)
            return null;
        const DateTimeStyles universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!field.TryGetDateTimeOffset(out var time) && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, universal, out time))
            return null;
        return time >= Earliest && time < Latest ? time.ToUniversalTime() : null;
    }

    public static DateTimeOffset RequiredTime(this JsonElement element, string name) => element.Time(name) ?? throw Missing(name);

    /// <summary>The items of a list; none when it is missing, null, or something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Name and value of an object's fields; none when it is missing, null, or something else. A name that is no Unicode is left out.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Entries(this JsonElement element, string name)
    {
        if (element.Field(name) is not { ValueKind: JsonValueKind.Object } map)
            yield break;
        foreach (var entry in map.EnumerateObject())
        {
            if (NameOf(entry) is { } key)
                yield return (key, entry.Value);
        }
    }

    /// <summary>The items of an answer that is a list.</summary>
    /// <exception cref="JsonException">The answer is something else.</exception>
    public static IEnumerable<JsonElement> ListItems(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray(),
        JsonValueKind.Null => [],
        _ => throw new JsonException($"Expected a list, found {element.ValueKind}."),
    };

    public static JsonException Missing(string name) => new($"'{name}' is missing or cannot be read.");

    /// <summary>A text, or a number as it was written; null for anything else, and for a text that is no Unicode.</summary>
    public static string? TextOf(this JsonElement field)
    {
        try
        {
            return field.ValueKind switch
            {
                JsonValueKind.String => field.GetString(),
                JsonValueKind.Number => field.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8: such a text says nothing.
            return null;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
