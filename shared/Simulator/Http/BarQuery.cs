using System.Globalization;
using System.Text;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>The query of GET .../bars and its pages.</summary>
/// <param name="Limit">Bars a page, over all symbols; 1 to 10 000.</param>
public sealed record BarQuery(
    IReadOnlyList<string> Symbols,
    Timeframe Timeframe,
    DateTimeOffset From,
    DateTimeOffset Until,
    int Limit,
    bool Descending,
    string? PageToken)
{
    /// <exception cref="RefusedException">A value cannot be read.</exception>
    public static BarQuery Of(IQueryCollection query, string? symbol, DateTimeOffset now)
    {
        var text = query["timeframe"].FirstOrDefault();
        var timeframe = Timeframe.Parse(string.IsNullOrEmpty(text) ? "1Min" : text) ?? throw Invalid($"invalid timeframe: {text}");
        var limit = 1000;
        if (query["limit"].FirstOrDefault() is { Length: > 0 } number
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 10_000))
            throw Invalid("limit must be between 1 and 10000");
        return new BarQuery(
            StockRoutes.Symbols(query, symbol),
            timeframe,
            Moment("start") ?? NewYork.At(NewYork.DayOf(now), TimeOnly.MinValue),
            Moment("end") ?? now,
            limit,
            query["sort"] == "desc",
            query["page_token"].FirstOrDefault() is { Length: > 0 } token ? token : null);

        DateTimeOffset? Moment(string name) => query[name].FirstOrDefault() is { Length: > 0 } value
            ? WireTime.Parse(value) ?? throw Invalid($"invalid {name}: {value}")
            : null;
    }

    /// <summary>One page, and the token of the next or null.</summary>
    public (IReadOnlyList<MinuteBar> Bars, string? Next) Page(ISimulatedMarket market, DateTimeOffset now)
    {
        var (symbol, at) = ReadToken();
        var page = new List<MinuteBar>();
        foreach (var name in Symbols.Order(StringComparer.Ordinal).Where(name => symbol is null || string.CompareOrdinal(name, symbol) >= 0))
        {
            var bars = MarketHistory.Bars(market, name, Timeframe, From, Until, now);
            if (Descending) bars = bars.Reverse();
            if (name == symbol) bars = bars.SkipWhile(bar => Descending ? bar.At >= at : bar.At <= at);
            foreach (var bar in bars)
            {
                if (page.Count == Limit) return (page, WriteToken(page[^1]));
                page.Add(bar);
            }
        }

        return (page, null);
    }

    private static RefusedException Invalid(string message) => new(new Refusal(400, 40010000, message));

    private static string WriteToken(MinuteBar last) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{last.Symbol}|{last.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}"));

    private (string? Symbol, DateTimeOffset At) ReadToken()
    {
        if (PageToken is null) return (null, default);
        var buffer = new byte[PageToken.Length];
        if (!Convert.TryFromBase64String(PageToken, buffer, out var length)) throw Invalid("invalid page_token");
        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split('|');
        if (parts.Length != 2 || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.Ticks)
            throw Invalid("invalid page_token");
        return (parts[0], new DateTimeOffset(ticks, TimeSpan.Zero));
    }
}
