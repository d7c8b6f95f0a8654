using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Signals;

/// <summary>What is worth buying: <c>signal.buy.&lt;strategy&gt;.&lt;symbol&gt;</c>, written by the scanner.</summary>
public sealed record BuySignal : Message
{
    public required string Strategy { get; init; }
    public required Symbol Symbol { get; init; }

    /// <summary>100 is the threshold of a signal; quantised to two decimals.</summary>
    public required decimal Score { get; init; }

    /// <summary>Mean return per minute over the last n bars, as a fraction; quantised to eight decimals.</summary>
    public required decimal Velocity { get; init; }

    /// <summary>Velocity minus the velocity one bar earlier; quantised to eight decimals.</summary>
    public required decimal Acceleration { get; init; }

    /// <summary>The bar's volume over the mean volume of the bars before it; quantised to four decimals.</summary>
    public required decimal RelativeVolume { get; init; }

    /// <summary>The completed bar that made the signal.</summary>
    public required BarValues Bar { get; init; }

    /// <summary>The newest quote the scanner had seen, if any.</summary>
    public QuoteValues? Quote { get; init; }
}
