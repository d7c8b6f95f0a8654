using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Json;

/// <summary>Enums travel as lower snake case text; numbers are refused.</summary>
public sealed class SnakeCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
