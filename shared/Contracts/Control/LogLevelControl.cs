using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Control;

/// <summary>How much a process logs: <c>control.log.&lt;process&gt;</c>, written by the orchestrator.</summary>
public sealed record LogLevelControl : Message
{
    /// <summary>One of the names in <see cref="Processes"/>.</summary>
    public required string Process { get; init; }

    public required LogLevelName Level { get; init; }

    /// <summary>Machine time at which it logs as usual again; null: never by itself.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who asked: operator, orchestrator.</summary>
    public required string By { get; init; }
}

/// <summary>The quietest that is still written.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LogLevelName>))]
public enum LogLevelName
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
