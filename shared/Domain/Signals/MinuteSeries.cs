using Pipeline.Contracts.Market;

namespace Pipeline.Domain.Signals;

/// <summary>The newest bars of one symbol, in order; a bar that is not newer than the last is not taken.</summary>
/// <param name="capacity">Bars kept; at least the longest window plus one.</param>
public sealed class MinuteSeries(int capacity)
{
    private readonly List<BarValues> _bars = new(capacity + 1);

    public IReadOnlyList<BarValues> Bars => _bars;

    public DateTimeOffset? NewestStart => _bars.Count == 0 ? null : _bars[^1].Start;

    /// <summary>False when the bar is not newer than what is known: a duplicate, or one that came late.</summary>
    public bool TryAdd(BarValues bar)
    {
        ArgumentNullException.ThrowIfNull(bar);
        if (bar.Start <= NewestStart)
            return false;
        _bars.Add(bar);
        if (_bars.Count > capacity)
            _bars.RemoveAt(0);
        return true;
    }
}
