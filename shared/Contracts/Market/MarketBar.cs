using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Market;

/// <summary>A completed bar: <c>market.bar.&lt;symbol&gt;</c>, written by the scanner.</summary>
public sealed record MarketBar : Message
{
    public required Symbol Symbol { get; init; }
    public required BarValues Bar { get; init; }
}
