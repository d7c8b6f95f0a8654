using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>An order book that is invented around a quote: its best levels are the quote, deeper ones are thicker.</summary>
public sealed record BookLevels(IReadOnlyList<(decimal Price, decimal Size)> Bids, IReadOnlyList<(decimal Price, decimal Size)> Asks)
{
    private const int Depth = 10;

    public static BookLevels Of(Tick tick)
    {
        var step = Math.Max(StepOf(tick.Bid), (tick.Ask - tick.Bid) / 2m);
        return new BookLevels(
            [.. Enumerable.Range(0, Depth).Select(level => (Price(tick.Bid - (level * step)), tick.BidSize * (level + 1)))],
            [.. Enumerable.Range(0, Depth).Select(level => (Price(tick.Ask + (level * step)), tick.AskSize * (level + 1)))]);

        decimal Price(decimal price) => decimal.Round(price / StepOf(tick.Bid)) * StepOf(tick.Bid);
    }

    /// <summary>What changed: new and resized levels, and gone ones with size 0; all of them when there was no book before.</summary>
    public static IReadOnlyList<(decimal Price, decimal Size)> Changes(IReadOnlyList<(decimal Price, decimal Size)>? before, IReadOnlyList<(decimal Price, decimal Size)> after)
    {
        if (before is null) return after;
        var gone = before.Where(old => after.All(level => level.Price != old.Price)).Select(old => (old.Price, 0m));
        return [.. gone, .. after.Where(level => !before.Contains(level))];
    }

    private static decimal StepOf(decimal price) => price switch { >= 1000m => 0.01m, >= 1m => 0.001m, _ => 0.00001m };
}
