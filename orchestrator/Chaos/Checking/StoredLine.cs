using System.Text.Json;

namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>One stored message, as JSON and nothing more.</summary>
/// <param name="Stream">The stream it lies in.</param>
/// <param name="Subject">Where it was published.</param>
/// <param name="Data">Its body; undefined where that was no JSON.</param>
public sealed record StoredLine(string Stream, ulong Sequence, DateTimeOffset Stored, string Subject, JsonElement Data)
{
    /// <summary>A text of the body; null where it has none of that name.</summary>
    public string? Text(string name) => Text(Data, name);

    /// <summary>A quantity or money of the body: text or number; null where it has none.</summary>
    public decimal? Number(string name) => Number(Data, name);

    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static decimal? Number(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number ? value.GetDecimal()
        : value.ValueKind == JsonValueKind.String && decimal.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
