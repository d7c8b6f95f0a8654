using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Control;

/// <summary>Leave a position, or all: <c>control.flatten.&lt;symbol|all&gt;</c>, written by the orchestrator.</summary>
/// <remarks>It concerns positions whose entry was decided, or which were opened otherwise, before its venue time.</remarks>
public sealed record FlattenControl : Message
{
    /// <summary>Null for all positions.</summary>
    public Symbol? Symbol { get; init; }
    public required string Reason { get; init; }
}
