using System.Globalization;
using System.Text;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Http;

/// <summary>The query of a historical endpoint and its pages, which may span symbols.</summary>
/// <param name="From">Items of this moment or later.</param>
/// <param name="Until">Items of this moment or earlier.</param>
/// <param name="Limit">Items a page, over all symbols; 1 to 10 000.</param>
public sealed record HistoryQuery(
    IReadOnlyList<string> Symbols,
    DateTimeOffset From,
    DateTimeOffset Until,
    int Limit,
    bool Descending,
    string? PageToken)
{
    /// <exception cref="RefusedException">A value cannot be read.</exception>
    public static HistoryQuery Of(DataQuery query, string? symbol, DateTimeOffset now)
    {
        query.CheckFeed();
        var (from, until) = (query.Moment("start"), query.Moment("end", endOfDay: true));
        if (from > until) throw DataQuery.Invalid("end should not be before start");
        return new HistoryQuery(
            symbol is null ? query.Symbols() : [symbol],
            from ?? NewYork.At(NewYork.DayOf(now), TimeOnly.MinValue),
            until ?? now,
            query.Whole("limit", 1000, 1, 10_000),
            query.Descending(),
            query.Text("page_token"));
    }

    /// <summary>One page, and the token of the next or null.</summary>
    /// <param name="source">Items of a symbol between two moments, both included, in the wanted direction.</param>
    /// <param name="at">The moment of an item; no two of a symbol share one.</param>
    public (IReadOnlyList<(string Symbol, T Item)> Items, string? Next) Page<T>(
        Func<string, DateTimeOffset, DateTimeOffset, IEnumerable<T>> source, Func<T, DateTimeOffset> at)
    {
        var (resumed, last) = ReadToken();
        var page = new List<(string Symbol, T Item)>();
        foreach (var symbol in Symbols.Order(StringComparer.Ordinal).Where(name => resumed is null || string.CompareOrdinal(name, resumed) >= 0))
        {
            var (from, until) = (From, Until);
            if (symbol == resumed && Descending) until = last.AddTicks(-1);
            else if (symbol == resumed) from = last.AddTicks(1);
            if (from > until) continue;
            foreach (var item in source(symbol, from, until))
            {
                if (page.Count == Limit) return (page, WriteToken(page[^1].Symbol, at(page[^1].Item)));
                page.Add((symbol, item));
            }
        }

        return (page, null);
    }

    private static string WriteToken(string symbol, DateTimeOffset at) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{symbol}|{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}"));

    private (string? Symbol, DateTimeOffset At) ReadToken()
    {
        if (PageToken is null) return (null, default);
        var buffer = new byte[PageToken.Length];
        if (!Convert.TryFromBase64String(PageToken, buffer, out var length)) throw DataQuery.Invalid("invalid page_token");
        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split('|');
        if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks is 0 || ticks >= DateTimeOffset.MaxValue.Ticks)
            throw DataQuery.Invalid("invalid page_token");
        return (parts[0], new DateTimeOffset(ticks, TimeSpan.Zero));
    }
}
