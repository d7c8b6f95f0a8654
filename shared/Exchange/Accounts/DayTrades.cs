namespace Pipeline.Exchange;

/// <summary>Counts round trips within one day, as the pattern-day-trader rule did until 2026.</summary>
public sealed class DayTrades
{
    private readonly Dictionary<string, DateOnly> _opened = new(StringComparer.Ordinal);
    private readonly List<DateOnly> _trades = [];

    /// <summary>True when closing the symbol on this day would make a day trade.</summary>
    public bool WouldBe(string symbol, DateOnly day) => _opened.TryGetValue(symbol, out var opened) && opened == day;

    /// <summary>Day trades in the five sessions that end with this day.</summary>
    public int In(DateOnly day)
    {
        var first = day;
        for (var session = 0; session < 4; session++) first = TradingCalendar.Before(first).Day;
        return _trades.Count(trade => trade >= first && trade <= day);
    }

    /// <param name="position">Shares held before the execution.</param>
    public void Count(Execution execution, decimal position)
    {
        var day = NewYork.DayOf(execution.At);
        if (position == 0m || Math.Sign(execution.Change) == Math.Sign(position))
        {
            _opened[execution.Symbol] = day;
        }
        else if (WouldBe(execution.Symbol, day))
        {
            // Further executions of the same exit belong to the same round trip.
            _opened.Remove(execution.Symbol);
            _trades.Add(day);
        }
    }
}
