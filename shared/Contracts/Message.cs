namespace Pipeline.Contracts;

/// <summary>What every stored message carries, whatever it says.</summary>
public abstract record Message
{
    /// <summary>Deterministic where a cause determines it: the same cause written twice is the same message.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the signal (or command) that this message's story began with.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The id of the message that led directly to this one.</summary>
    public required string CausationId { get; init; }

    /// <summary>Time at the venue: system time in paper and live, the simulator's in demo, the event's in replay.</summary>
    public required DateTimeOffset VenueTime { get; init; }

    /// <summary>Time of the machine that wrote the message, UTC.</summary>
    public required DateTimeOffset MachineTime { get; init; }

    /// <summary>Raised only when a field changes its meaning, which it must not; fields are added as optional.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    public const int CurrentSchemaVersion = 1;
}
