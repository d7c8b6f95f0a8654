using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Simulator.Engine;

/// <summary>The journal's JSON: snake case, enums by name, money and quantities as strings.</summary>
[JsonSerializable(typeof(JournalHeader))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(List<JournalEntry>))]
public sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>The context with the journal's options.</summary>
    public static JournalJson Instance { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // What follows from other fields is worked out again, not written down.
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    });
}
