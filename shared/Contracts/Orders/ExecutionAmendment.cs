using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>What the venue changed about an execution that it had told before.</summary>
public sealed record ExecutionAmendment
{
    /// <summary>The same however often it is told: of the execution, and of the moment.</summary>
    public required string Id { get; init; }

    /// <summary>Bust: it never was. Correction: it was at another price.</summary>
    public required AdjustmentKind Kind { get; init; }

    /// <summary>Shares of the execution.</summary>
    public required Shares Quantity { get; init; }

    /// <summary>The price it had, of a bust; the price it has now, of a correction.</summary>
    public required Price Price { get; init; }

    /// <summary>When the venue decided so, by its clock.</summary>
    public required DateTimeOffset At { get; init; }
}
