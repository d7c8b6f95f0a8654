using System.Collections.Concurrent;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>Invented stocks; every price is a function of seed, symbol and time alone.</summary>
public sealed class SyntheticMarket : ISimulatedMarket
{
    private const int CachedDays = 3;
    private readonly Dictionary<string, SymbolProfile> _profiles;
    private readonly Dictionary<string, Asset> _assets;
    private readonly ConcurrentDictionary<(string Symbol, int Day), SyntheticDay> _days = new();

    /// <param name="symbols">How many stocks, 1 to <see cref="Tickers.Limit"/>.</param>
    public SyntheticMarket(ulong seed, int symbols)
    {
        Identity = $"synthetic market, seed {seed}, {symbols} symbols";
        Assets = [.. Tickers.First(symbols).Select(symbol => new Asset(symbol, $"{symbol[0]}{symbol[1..].ToLowerInvariant()} Incorporated"))];
        _assets = Assets.ToDictionary(asset => asset.Symbol);
        _profiles = Assets.ToDictionary(asset => asset.Symbol, asset => SymbolProfile.Of(seed, asset.Symbol));
    }

    public string Identity { get; }

    public IReadOnlyList<Asset> Assets { get; }

    public DateTimeOffset DefaultStart { get; } = NewYork.At(new DateOnly(2026, 1, 5), new TimeOnly(9, 25));

    public bool HasDataOn(DateOnly day) => NyseHolidays.IsTradingDay(day);

    public DateOnly? NextDay(DateOnly day) => TradingCalendar.OnOrAfter(day.AddDays(1)).Day;

    public DateOnly? PreviousDay(DateOnly day) => TradingCalendar.Before(day).Day;

    public Asset? Find(string symbol) => _assets.GetValueOrDefault(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at)
    {
        if (!_profiles.ContainsKey(symbol)) return null;
        var session = TradingCalendar.On(NewYork.DayOf(at));
        if (session is null || at < session.Open) session = TradingCalendar.Before(NewYork.DayOf(at));
        var end = at < session.Close ? at : session.Close;
        return DayOf(symbol, session).TickAt((int)(end - session.Open).TotalSeconds);
    }

    public MinuteBar? BarAt(string symbol, DateTimeOffset minute)
    {
        if (!_profiles.ContainsKey(symbol)) return null;
        return TradingCalendar.On(NewYork.DayOf(minute)) is { } session && session.IsOpen(minute)
            ? DayOf(symbol, session).Bars[(int)(minute - session.Open).TotalMinutes]
            : null;
    }

    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before)
    {
        if (!_profiles.ContainsKey(symbol)) yield break;
        for (var session = TradingCalendar.OnOrAfter(NewYork.DayOf(from)); session.Open < before; session = TradingCalendar.OnOrAfter(session.Day.AddDays(1)))
        {
            foreach (var bar in DayOf(symbol, session).Bars)
            {
                if (bar is not null && bar.At >= from && bar.At < before) yield return bar;
            }
        }
    }

    private SyntheticDay DayOf(string symbol, TradingSession session)
    {
        var key = (symbol, session.Day.DayNumber);
        if (_days.TryGetValue(key, out var known)) return known;
        if (_days.Count > CachedDays * Math.Max(50, _profiles.Count)) _days.Clear();
        return _days.GetOrAdd(key, _ => new SyntheticDay(symbol, _profiles[symbol], session, TradingCalendar.Before(session.Day).Day));
    }
}
