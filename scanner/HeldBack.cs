using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Scanner;

/// <summary>Bars of the stream that wait until the gap before them has been read. Touched by the scanner's loop alone.</summary>
/// <param name="most">Most bars kept; beyond it the oldest go, which a reading of the gap that begins later brings as well.</param>
public sealed class HeldBack(int most = 100_000)
{
    private readonly Queue<(Symbol Symbol, BarValues Bar)> _bars = new();
    private DateTimeOffset? _droppedUpTo;

    public void Add(Symbol symbol, BarValues bar)
    {
        ArgumentNullException.ThrowIfNull(bar);
        _bars.Enqueue((symbol, bar));
        if (_bars.Count <= most)
            return;
        var dropped = _bars.Dequeue().Bar.End;
        if (!(dropped <= _droppedUpTo))
            _droppedUpTo = dropped;
    }

    /// <summary>False when a bar was dropped that a reading up to this venue time cannot contain: the gap must be read again.</summary>
    public bool Continues(DateTimeOffset readUpTo) => !(_droppedUpTo > readUpTo);

    /// <summary>What was read and what was held back, each bar once, in order of time over all symbols; nothing is held back afterwards.</summary>
    public IReadOnlyList<(Symbol Symbol, BarValues Bar)> Release(IEnumerable<(Symbol Symbol, BarValues Bar)> read)
    {
        List<(Symbol Symbol, BarValues Bar)> all =
            [.. read.Concat(_bars).DistinctBy(found => (found.Symbol, found.Bar.Start)).OrderBy(found => found.Bar.Start).ThenBy(found => found.Symbol)];
        _bars.Clear();
        _droppedUpTo = null;
        return all;
    }
}
