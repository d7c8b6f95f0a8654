using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Scanner;

/// <summary>Bars by request: warm-up at start, gaps after a reconnect, everything in poll mode.</summary>
public sealed class BarHistory(IMarketData data, TradingHours hours, ScannerOptions options)
{
    /// <summary>Bars of the regular session, of pairs of any time, in order of time over all symbols.</summary>
    public async Task<IReadOnlyList<(Symbol Symbol, BarValues Bar)>> ReadAsync(IReadOnlyList<Symbol> symbols, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var all = new List<(Symbol Symbol, BarValues Bar)>();
        foreach (var batch in symbols.Chunk(options.BatchSize))
        {
            var bars = await data.GetMinuteBarsAsync(batch, start, end, cancellationToken);
            all.AddRange(bars.SelectMany(pair => pair.Value.Select(bar => (pair.Key, bar))));
        }

        return [.. all.Where(found => found.Bar.End <= end && hours.IsOpen(found.Symbol, found.Bar.Start)).OrderBy(found => found.Bar.Start).ThenBy(found => found.Symbol)];
    }
}
