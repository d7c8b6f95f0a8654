using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Market;

/// <summary>One minute of trading.</summary>
public sealed record BarValues
{
    /// <summary>Start of the minute, UTC; the bar is complete one minute later.</summary>
    public required DateTimeOffset Start { get; init; }
    public required Price Open { get; init; }
    public required Price High { get; init; }
    public required Price Low { get; init; }
    public required Price Close { get; init; }
    public required Shares Volume { get; init; }

    public DateTimeOffset End => Start.AddMinutes(1);
}
