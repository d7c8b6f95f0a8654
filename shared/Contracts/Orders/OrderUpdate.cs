namespace Pipeline.Contracts.Orders;

/// <summary>What the venue said of an order: <c>order.venue.&lt;venue id&gt;</c>, written by the monitor.</summary>
public sealed record OrderUpdate : Message
{
    public required string Account { get; init; }

    /// <summary>The venue's event word (new, fill, canceled, ...), or <c>reconciled</c> when read by REST.</summary>
    public required string Event { get; init; }
    public required VenueOrder Order { get; init; }

    /// <summary>Set when this update carries a match.</summary>
    public Execution? Execution { get; init; }

    /// <summary>Set when this update takes an execution back, or corrects its price.</summary>
    public ExecutionAmendment? Amendment { get; init; }
}
