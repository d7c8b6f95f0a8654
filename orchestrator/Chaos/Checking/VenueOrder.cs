namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>An order as the venue's log shows it at one moment; words are the log's own.</summary>
public sealed record VenueOrder
{
    public required string Id { get; init; }
    public required string ClientId { get; init; }
    public required string Symbol { get; init; }

    /// <summary>buy or sell.</summary>
    public required string Side { get; init; }
    public required string Type { get; init; }
    public required string Class { get; init; }

    /// <summary>entry, take_profit or stop_loss: what it is within its family.</summary>
    public required string Role { get; init; }
    public required string Status { get; init; }

    /// <summary>What a pending cancel or replace still is; null otherwise.</summary>
    public string? Underlying { get; init; }

    /// <summary>Shares wanted; 0 for an order by dollars.</summary>
    public decimal Quantity { get; init; }
    public decimal Filled { get; init; }

    /// <summary>Sum of price times quantity over its executions, in dollars.</summary>
    public decimal FilledValue { get; init; }
    public decimal? LimitPrice { get; init; }
    public string? ParentId { get; init; }
    public string? Replaces { get; init; }
    public string? ReplacedBy { get; init; }

    /// <summary>True when it trades day and night.</summary>
    public bool IsCrypto { get; init; }

    /// <summary>Shares still to trade.</summary>
    public decimal Leaves => Math.Max(0, Quantity - Filled);

    public bool IsBuy => Side == "buy";

    public bool IsOpen => Status is not ("filled" or "canceled" or "expired" or "replaced" or "rejected");

    /// <summary>What it does: a pending cancel or replace changes nothing yet.</summary>
    public string Effective => Status is "pending_cancel" or "pending_replace" or "stopped" ? Underlying ?? Status : Status;

    /// <summary>The market may execute it, now or as soon as the session lets it.</summary>
    public bool IsWorking => Effective is "new" or "accepted" or "partially_filled";

    public bool IsStop => Type is "stop" or "stop_limit" or "trailing_stop";
}
