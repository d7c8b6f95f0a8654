namespace Pipeline.Exchange;

/// <summary>One order at one moment; every change makes a new value.</summary>
public sealed record Order
{
    public required Guid Id { get; init; }

    public required string ClientOrderId { get; init; }

    /// <summary>Rank of creation within the venue; orders are matched in this order.</summary>
    public required long Rank { get; init; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required OrderClass Class { get; init; }

    public OrderRole Role { get; init; }

    public required OrderStatus Status { get; init; }

    /// <summary>Shares wanted; null for an order by notional.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Dollars wanted; null for an order by quantity.</summary>
    public decimal? Notional { get; init; }

    public decimal FilledQuantity { get; init; }

    /// <summary>Sum of price times quantity over all executions, in dollars.</summary>
    public decimal FilledValue { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    /// <summary>Distance of a trailing stop in dollars.</summary>
    public decimal? TrailPrice { get; init; }

    /// <summary>Distance of a trailing stop in percent of the high-water mark.</summary>
    public decimal? TrailPercent { get; init; }

    /// <summary>Best trade a trailing stop has seen: the highest for a sell, the lowest for a buy.</summary>
    public decimal? HighWaterMark { get; init; }

    /// <summary>True once a stop has been triggered.</summary>
    public bool Elected { get; init; }

    public bool ExtendedHours { get; init; }

    public string PositionIntent { get; init; } = "";

    public Guid? ParentId { get; init; }

    public Guid? Replaces { get; init; }

    public Guid? ReplacedBy { get; init; }

    /// <summary>The remainder of a partial fill does not trade before this moment.</summary>
    public DateTimeOffset? RestsUntil { get; init; }

    public int ExecutionCount { get; init; }

    public string? RejectReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? FilledAt { get; init; }

    public DateTimeOffset? CanceledAt { get; init; }

    public DateTimeOffset? ExpiredAt { get; init; }

    public DateTimeOffset? ReplacedAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Shares still to trade; zero for an order by notional.</summary>
    public decimal Leaves => Quantity is { } quantity ? quantity - FilledQuantity : 0m;

    public decimal? AverageFillPrice => FilledQuantity == 0m ? null : decimal.Round(FilledValue / FilledQuantity, 6);

    public bool IsOpen => !OrderStatusTransitions.IsTerminal(Status);

    /// <summary>True when the order may trade if the market lets it.</summary>
    public bool IsWorking => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    public bool IsStopType => Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;
}
