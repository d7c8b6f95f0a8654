using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Control;

/// <summary>No new entry in a symbol until a moment: <c>control.lock.&lt;symbol&gt;</c>, written by the orchestrator.</summary>
public sealed record LockControl : Message
{
    public required Symbol Symbol { get; init; }

    /// <summary>Venue time at which entries are allowed again; a moment in the past lifts the lock.</summary>
    public required DateTimeOffset Until { get; init; }
    public required string Reason { get; init; }

    /// <summary>Who asked: operator, orchestrator.</summary>
    public required string By { get; init; }
}
