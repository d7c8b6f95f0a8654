using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>A risk-reducing request about to be sent: <c>order.intent.seller.&lt;id&gt;</c>, written by the seller.</summary>
public sealed record OrderIntent : Message
{
    public required string Account { get; init; }
    public required Symbol Symbol { get; init; }
    public required string TradeId { get; init; }

    /// <summary>The epoch of the wanted state this serves.</summary>
    public required long Epoch { get; init; }
    public required OrderAction Action { get; init; }

    /// <summary>Why, in the seller's words: protect, move_stop, exit_limit, exit_market, orphan, emergency_stop.</summary>
    public required string Purpose { get; init; }

    /// <summary>The client order id sent with Place and Replace; null with Cancel.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The order that Replace and Cancel aim at.</summary>
    public string? TargetVenueOrderId { get; init; }
    public Shares? Quantity { get; init; }
    public Price? LimitPrice { get; init; }
    public Price? StopPrice { get; init; }

    /// <summary>Machine time after which the body is never sent (again); null in intents of earlier builds.</summary>
    public DateTimeOffset? SendBefore { get; init; }

    /// <summary>The exact request body of Place and Replace.</summary>
    public string? OrderBody { get; init; }
}

/// <summary>What is asked of the venue.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderAction>))]
public enum OrderAction
{
    Place,
    Replace,
    Cancel,
}
