using System.Text.Json.Serialization;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>An order as the venue last described it.</summary>
public sealed record VenueOrder
{
    public required string VenueOrderId { get; init; }
    public required string ClientOrderId { get; init; }
    public required Symbol Symbol { get; init; }
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required TimeInForce TimeInForce { get; init; }
    public required OrderClass Class { get; init; }
    public required OrderStatus Status { get; init; }

    /// <summary>The venue's own word for the status, kept beside ours.</summary>
    public required string RawStatus { get; init; }

    /// <summary>Shares ordered; null for an order by notional.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Shares? Quantity { get; init; }
    public required Shares FilledQuantity { get; init; }
    public Price? FilledAveragePrice { get; init; }
    public Price? LimitPrice { get; init; }
    public Price? StopPrice { get; init; }

    /// <summary>The order this one is a leg of, when the venue listed it under a parent.</summary>
    public string? ParentVenueOrderId { get; init; }
    public string? ReplacesVenueOrderId { get; init; }
    public string? ReplacedByVenueOrderId { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }
    public IReadOnlyList<VenueOrder> Legs { get; init; } = [];

    /// <summary>True when the venue will never execute another share of it; done_for_day is not an end.</summary>
    public bool IsTerminal => Status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Rejected or OrderStatus.Replaced;

    /// <summary>The order and its legs, depth first.</summary>
    public IEnumerable<VenueOrder> WithLegs() => Legs.SelectMany(leg => leg.WithLegs()).Prepend(this);
}
