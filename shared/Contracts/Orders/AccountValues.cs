using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Orders;

/// <summary>The account's money as the venue last told it.</summary>
public sealed record AccountValues
{
    public required Money Cash { get; init; }
    public required Money Equity { get; init; }
    public required Money BuyingPower { get; init; }

    /// <summary>Machine time at which the request for this reading left; what was accepted before it is in the figures.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}
