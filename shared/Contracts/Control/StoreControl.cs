namespace Pipeline.Contracts.Control;

/// <summary>Which home this store belongs to: <c>control.store</c>, written by the orchestrator when it creates the streams.</summary>
public sealed record StoreControl : Message
{
    public required string StoreId { get; init; }
}
