using System.Text.Json.Serialization;

namespace Pipeline.Orchestrator.Journal;

/// <summary>JSON of an event's facts.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class FactsJson : JsonSerializerContext;
