using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Events;

/// <summary>Something a process decided or saw: <c>event.&lt;process&gt;.&lt;type&gt;</c>, written by that process.</summary>
public sealed record PipelineEvent : Message
{
    public required string Process { get; init; }

    /// <summary>A name of the event catalogue, such as signal_refused.</summary>
    public required string Type { get; init; }
    public required EventSeverity Severity { get; init; }
    public Symbol? Symbol { get; init; }
    public string? OrderId { get; init; }

    /// <summary>Typed reason of a refusal or an exit, snake case.</summary>
    public string? Reason { get; init; }

    /// <summary>One sentence for a person.</summary>
    public string? Text { get; init; }

    /// <summary>What it was decided on; money and quantities as decimal text.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>How loud an event is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<EventSeverity>))]
public enum EventSeverity
{
    Info,
    Warning,
    Error,
    Critical,
}
