namespace Pipeline.Exchange;

/// <summary>What a client asks for when it sends an order.</summary>
public sealed record OrderRequest
{
    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public OrderClass Class { get; init; }

    /// <summary>Shares, up to nine decimals.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Dollars, instead of shares.</summary>
    public decimal? Notional { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    public decimal? TrailPrice { get; init; }

    public decimal? TrailPercent { get; init; }

    /// <summary>At most 128 characters, unique for the life of the account; null lets the venue choose.</summary>
    public string? ClientOrderId { get; init; }

    public bool ExtendedHours { get; init; }

    /// <summary>Limit price of the take-profit leg.</summary>
    public decimal? TakeProfitPrice { get; init; }

    /// <summary>Stop price of the stop-loss leg.</summary>
    public decimal? StopLossPrice { get; init; }

    /// <summary>Limit price of the stop-loss leg, which makes it a stop-limit order.</summary>
    public decimal? StopLossLimitPrice { get; init; }
}
