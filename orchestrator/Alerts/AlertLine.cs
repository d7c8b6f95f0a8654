using System.Collections.Immutable;
using Pipeline.Domain.Alerts;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>An alert and what became of it.</summary>
public sealed record AlertLine
{
    public required Alert Alert { get; init; }

    /// <summary>The routes it was given to, each with how it fared: waiting, sent, or why it failed.</summary>
    public ImmutableSortedDictionary<string, string> Routes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Machine time at which a person took note; null while nobody has.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public const string Waiting = "waiting";
    public const string Sent = "sent";
}
