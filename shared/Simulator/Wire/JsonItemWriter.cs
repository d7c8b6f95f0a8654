using System.Text.Json;

namespace Pipeline.Simulator.Wire;

/// <summary>Items as JSON.</summary>
public sealed class JsonItemWriter(Utf8JsonWriter json) : IItemWriter
{
    public void StartObject() => json.WriteStartObject();

    public void EndObject() => json.WriteEndObject();

    public void StartArray() => json.WriteStartArray();

    public void EndArray() => json.WriteEndArray();

    public void Name(string name) => json.WritePropertyName(name);

    public void Text(string? value) => json.WriteStringValue(value);

    public void Number(decimal value) => json.WriteNumberValue(value);

    public void Count(long value) => json.WriteNumberValue(value);

    public void Flag(bool value) => json.WriteBooleanValue(value);

    // A UTC DateTime is written as 2026-01-05T15:00:00.5Z, with fractions only where there are some.
    public void Moment(DateTimeOffset value) => json.WriteStringValue(value.UtcDateTime);
}
