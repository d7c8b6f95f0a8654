using System.Collections.Concurrent;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>Symbols that trade day and night; their days begin at midnight UTC.</summary>
public sealed class AroundTheClock(IReadOnlyDictionary<string, SymbolProfile> profiles)
{
    private const int CachedDays = 8;
    private readonly ConcurrentDictionary<(string Symbol, int Day), SyntheticDay> _days = new();

    public bool Knows(string symbol) => profiles.ContainsKey(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at) => DayOf(symbol, at)?.TickAt((int)(at.UtcTicks % TimeSpan.TicksPerDay / TimeSpan.TicksPerSecond));

    /// <summary>The bar that starts at a minute.</summary>
    public MinuteBar? BarAt(string symbol, DateTimeOffset minute) => DayOf(symbol, minute)?.BarAt((int)(minute.UtcTicks % TimeSpan.TicksPerDay / TimeSpan.TicksPerMinute));

    /// <summary>Bars that start in [from, before), oldest first.</summary>
    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before)
    {
        if (!Knows(symbol)) yield break;
        for (var day = Midnight(from); day < before; day = day.AddDays(1))
        {
            foreach (var bar in DayOf(symbol, day)!.Bars)
            {
                if (bar is not null && bar.At >= from && bar.At < before) yield return bar;
            }
        }
    }

    private static DateTimeOffset Midnight(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerDay), TimeSpan.Zero);

    private SyntheticDay? DayOf(string symbol, DateTimeOffset at)
    {
        if (!profiles.TryGetValue(symbol, out var profile)) return null;
        var midnight = Midnight(at);
        var day = DateOnly.FromDateTime(midnight.UtcDateTime);
        if (_days.TryGetValue((symbol, day.DayNumber), out var known)) return known;
        if (_days.Count > CachedDays * profiles.Count) _days.Clear();
        var session = new TradingSession(day, midnight, midnight, midnight.AddDays(1), midnight.AddDays(1));
        return _days.GetOrAdd((symbol, day.DayNumber), _ => new SyntheticDay(symbol, profile, session, day.AddDays(-1)));
    }
}
