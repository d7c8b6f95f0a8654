using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>How the journal is doing, as its writer last knew.</summary>
/// <param name="State">Whether it can be relied on.</param>
/// <param name="Lag">Messages of the streams that are not in it yet; null while the streams cannot be asked.</param>
/// <param name="Detail">What keeps it; null when nothing does.</param>
/// <param name="SizeBytes">Bytes on the disk.</param>
public sealed record JournalStatus(
    [property: JsonConverter(typeof(SnakeCaseEnumConverter<JournalState>))] JournalState State,
    long? Lag,
    string? Detail,
    long SizeBytes);

/// <summary>Whether the journal can be relied on.</summary>
public enum JournalState
{
    /// <summary>It waits for nats-server.</summary>
    Waiting,

    /// <summary>It takes in what was stored while nobody wrote it.</summary>
    CatchingUp,

    /// <summary>All that is stored is in it, but for what came this moment.</summary>
    Current,

    /// <summary>It could not be written, and is tried again; trading goes on without it.</summary>
    Failing,
}
