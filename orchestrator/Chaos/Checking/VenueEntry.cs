namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>One line of the venue's log.</summary>
/// <param name="Sequence">1 and upward, without gaps.</param>
/// <param name="At">Venue time.</param>
/// <param name="Machine">Machine time of writing; all that one request or step brought about shares one.</param>
/// <param name="Type">account_opened, order, adjustment, session_closed, ...</param>
public sealed record VenueEntry(long Sequence, DateTimeOffset At, DateTimeOffset Machine, string Type)
{
    /// <summary>What happened to the order (new, partial_fill, fill, canceled, ...) or to the asset (halted, resumed, ...).</summary>
    public string? Event { get; init; }
    public VenueOrder? Order { get; init; }
    public VenueExecution? Execution { get; init; }
    public VenueAdjustment? Adjustment { get; init; }

    /// <summary>The symbol the venue decided something about; what, stands in <see cref="Event"/>.</summary>
    public string? AssetSymbol { get; init; }

    /// <summary>Dollars the account was opened with.</summary>
    public decimal? Cash { get; init; }
}

/// <summary>One match.</summary>
/// <param name="Quantity">Shares, positive.</param>
/// <param name="PositionQuantity">The account's position after it, as the venue counts.</param>
public sealed record VenueExecution(string Id, string OrderId, string Symbol, bool IsBuy, decimal Price, decimal Quantity, decimal CumulativeQuantity, decimal PositionQuantity);

/// <summary>A change of position or cash without a match.</summary>
public sealed record VenueAdjustment(string Kind, string Symbol, decimal Quantity, decimal CostBasis, decimal Cash);
