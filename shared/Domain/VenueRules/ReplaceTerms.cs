using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.VenueRules;

/// <summary>What is to change about a working order; null leaves a value as it is.</summary>
public sealed record ReplaceTerms
{
    /// <summary>The new total of the chain, shares executed before included.</summary>
    public decimal? Quantity { get; init; }
    public TimeInForce? TimeInForce { get; init; }
    public decimal? LimitPrice { get; init; }
    public decimal? StopPrice { get; init; }

    /// <summary>New distance of a trailing stop, in the unit it was made with.</summary>
    public decimal? Trail { get; init; }
    public string? ClientOrderId { get; init; }
}
