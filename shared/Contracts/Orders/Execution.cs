using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>One match of an order. Its key is (venue order id, cumulative quantity): the stream and REST agree on that, not on ids.</summary>
public sealed record Execution
{
    public required string VenueOrderId { get; init; }
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }

    /// <summary>Shares of this match.</summary>
    public required Shares Quantity { get; init; }
    public required Price Price { get; init; }

    /// <summary>Shares of the order executed up to and including this match.</summary>
    public required Shares CumulativeQuantity { get; init; }

    /// <summary>When it happened, by the venue's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
