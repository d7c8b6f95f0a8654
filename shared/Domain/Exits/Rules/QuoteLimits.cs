namespace Pipeline.Domain.Exits.Rules;

/// <summary>Which quotes may decide.</summary>
public sealed record QuoteLimits
{
    /// <summary>Venue time; 10 s.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ask minus bid as a fraction of the mid; 0.01.</summary>
    public decimal MaximumSpread { get; init; } = 0.01m;
}
