using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Ledger;

/// <summary>How far one order's executions are in the book.</summary>
public sealed record FoldedOrder
{
    public required string VenueOrderId { get; init; }
    public required string ClientOrderId { get; init; }
    public required OrderSide Side { get; init; }

    /// <summary>What the order is to the round trip.</summary>
    public required OrderRole Role { get; init; }
    public required Shares CumulativeQuantity { get; init; }
    public required Money CumulativeNotional { get; init; }

    /// <summary>Shares that single executions account for, while the order's rounded mean price had to stand in for some; null while they account for all.</summary>
    public Shares? CountedQuantity { get; init; }

    /// <summary>Dollars of <see cref="CountedQuantity"/>; null with it.</summary>
    public Money? CountedNotional { get; init; }

    /// <summary>True once the venue said that it will execute no more and all it executed is in the book; then a reservation ends.</summary>
    public required bool Ended { get; init; }

    /// <summary>The round trip its executions count for; null while it has none.</summary>
    public string? TradeId { get; init; }

    /// <summary>Where a stop rested when the venue last spoke of it; tells a stop at its first price from one that was moved.</summary>
    public Price? StopPrice { get; init; }

    /// <summary>Venue time of the earliest execution heard of.</summary>
    public DateTimeOffset? FirstExecutionAt { get; init; }

    /// <summary>Venue time of the latest execution heard of.</summary>
    public DateTimeOffset? LastExecutionAt { get; init; }

    /// <summary>Venue time at which the order was submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }
}

/// <summary>What an order is to the round trip it belongs to.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderRole>))]
public enum OrderRole
{
    Entry,
    Stop,
    TakeProfit,
    Exit,

    /// <summary>An order that the pipeline did not send; adopted and told.</summary>
    Foreign,
}
