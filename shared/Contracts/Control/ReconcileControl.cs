namespace Pipeline.Contracts.Control;

/// <summary>Compare the book with the venue now: <c>control.reconcile</c>, written by the orchestrator when a person asks; the monitor answers with events that name it as their cause.</summary>
public sealed record ReconcileControl : Message
{
    /// <summary>Only tell what differs: nothing is folded, adopted or said to the seller.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Who asked: operator.</summary>
    public required string By { get; init; }
}
