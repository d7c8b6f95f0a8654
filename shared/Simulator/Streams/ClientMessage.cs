using System.Text.Json;

namespace Pipeline.Simulator.Streams;

/// <summary>Tolerant reading of what stream clients send.</summary>
public static class ClientMessage
{
    public static string? Text(JsonElement? message, string name) =>
        message is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    public static JsonElement? Nested(JsonElement? message, string name) =>
        message is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : null;

    /// <summary>The texts of an array, or null when the message has none of that name.</summary>
    public static IReadOnlyList<string>? Texts(JsonElement? message, string name)
    {
        if (message is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array) return null;
        return [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
    }

    /// <summary>True when the field is there and holds something else than an array of texts.</summary>
    public static bool IsMalformedList(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(item.GetString())),
            _ => true,
        };

    /// <summary>Key and secret of either form of the authentication message.</summary>
    public static (string? Key, string? Secret) Keys(JsonElement? message)
    {
        var data = Nested(message, "data");
        return (Text(message, "key") ?? Text(data, "key_id"), Text(message, "secret") ?? Text(data, "secret_key"));
    }
}
