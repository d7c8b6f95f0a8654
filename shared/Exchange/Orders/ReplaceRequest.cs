namespace Pipeline.Exchange;

/// <summary>What a client wants changed about a working order; null leaves a value as it is.</summary>
public sealed record ReplaceRequest
{
    /// <summary>The new total, shares already filled included.</summary>
    public decimal? Quantity { get; init; }

    public TimeInForce? TimeInForce { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    /// <summary>New trail of a trailing stop, in the unit it was created with.</summary>
    public decimal? Trail { get; init; }

    public string? ClientOrderId { get; init; }
}
