using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Control;

/// <summary>A process saying each second that it makes progress: plain core message <c>hb.&lt;process&gt;</c>, stored nowhere.</summary>
public sealed record Heartbeat
{
    public required string Process { get; init; }
    public required ProcessHealth State { get; init; }
    public required int Pid { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>orchestrator or hand.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Messages waiting for this process; null when it has no consumer.</summary>
    public long? Lag { get; init; }

    /// <summary>What keeps it from being ready, or what it does.</summary>
    public string? Detail { get; init; }

    /// <summary>What it sees standing against entering; null from a process that tells no conditions.</summary>
    public IReadOnlyList<RaisedCondition>? Conditions { get; init; }

    /// <summary>Revision of the configuration it decides by; null from a process that has none.</summary>
    public string? Configuration { get; init; }
    public required DateTimeOffset SentAt { get; init; }
}

/// <summary>A process's own word about itself.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ProcessHealth>))]
public enum ProcessHealth
{
    Starting,
    Ready,
    Unhealthy,
    Stopping,
}
