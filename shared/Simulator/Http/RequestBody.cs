using System.Globalization;
using System.Text.Json;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Http;

/// <summary>A JSON object sent by a client; numbers may be numbers or strings, whatever the content type says.</summary>
public sealed class RequestBody(JsonElement root)
{
    /// <summary>The body, or null when it is not a JSON object.</summary>
    public static async Task<RequestBody?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new RequestBody(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public RequestBody? Nested(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new RequestBody(value) : null;

    public string? Text(string name) => !root.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The texts of an array, or null when there is none of that name.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : null;

    public bool? Flag(string name) => bool.TryParse(Text(name), out var value) ? value : null;

    /// <exception cref="RefusedException">The value is there and is not a number.</exception>
    public decimal? Number(string name)
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text)) return null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new RefusedException(Refusal.Malformed($"{name} must be a number"));
    }

    /// <exception cref="RefusedException">The value is there and is none of the enum's names, or it is required and missing.</exception>
    public T? Name<T>(string name, string refusal, bool required = true)
        where T : struct, Enum
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text) && !required) return null;
        return WireNames.Parse<T>(text) ?? throw new RefusedException(Refusal.Malformed(refusal));
    }
}
