namespace Pipeline.Exchange;

/// <summary>One order at one moment; every change makes a new value.</summary>
public sealed record Order
{
    public required Guid Id { get; init; }

    public required string ClientOrderId { get; init; }

    /// <summary>Rank of creation within the venue; orders are matched in this order.</summary>
    public required long Rank { get; init; }

    public required string Symbol { get; init; }

    public AssetClass AssetClass { get; init; }

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

    /// <summary>Most shares that a sale by dollars takes and therefore holds; null for any other order.</summary>
    public decimal? MostShares { get; init; }

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

    /// <summary>The cancel or replace it waits for, or its own routing, is not done before this moment.</summary>
    public DateTimeOffset? PendingUntil { get; init; }

    /// <summary>What it was before it became pending, suspended or done for the day; it goes on working as that, and may be that again.</summary>
    public OrderStatus? Underlying { get; init; }

    /// <summary>When it reached the market; an execution later than that took no liquidity.</summary>
    public DateTimeOffset? RoutedAt { get; init; }

    /// <summary>Worst price of what is left of a market order, in dollars: about 5 % beyond its first execution.</summary>
    public decimal? CollarPrice { get; init; }

    /// <summary>Buying power it holds a share, in dollars; 0 when it reduces a position.</summary>
    public decimal? ReservePrice { get; init; }

    /// <summary>Buying power the order it replaces held, in dollars; the larger of both counts until the replace is done.</summary>
    public decimal? ReserveFloor { get; init; }

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

    /// <summary>Shares the order holds of a position it reduces.</summary>
    public decimal Holds => MostShares ?? Leaves;

    public decimal? AverageFillPrice => FilledQuantity == 0m ? null : decimal.Round(FilledValue / FilledQuantity, 6);

    public bool IsOpen => !OrderStatusTransitions.IsTerminal(Status);

    /// <summary>True when the order may trade if the market lets it, also while a cancel or replace is on its way.</summary>
    public bool IsWorking => Effective is OrderStatus.New or OrderStatus.PartiallyFilled;

    /// <summary>What the order does: a pending cancel or replace changes nothing yet.</summary>
    public OrderStatus Effective => Status is OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.Stopped ? Underlying ?? Status : Status;

    public bool IsStopType => Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop;
}
