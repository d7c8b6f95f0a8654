using System.Collections.Concurrent;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>Invented stocks and pairs; every price is a function of seed, symbol and time alone.</summary>
public sealed class SyntheticMarket : ISimulatedMarket
{
    private const int CachedDays = 3;

    // A day whose bars were all asked for takes some 50 kB.
    private const int DaysWithBars = 2000;
    private readonly Dictionary<string, SymbolProfile> _profiles;
    private readonly Dictionary<string, Asset> _assets;
    private readonly AroundTheClock _pairs;
    private readonly ConcurrentDictionary<(string Symbol, int Day), SyntheticDay> _days = new();
    private int _withBars;

    /// <param name="symbols">How many stocks, 1 to <see cref="Tickers.Limit"/>; the pairs come on top.</param>
    public SyntheticMarket(ulong seed, int symbols)
    {
        Identity = $"synthetic market, seed {seed}, {symbols} symbols";
        var stocks = Tickers.First(symbols).Select(symbol => new Asset(symbol, $"{symbol[0]}{symbol[1..].ToLowerInvariant()} Incorporated")).ToList();
        Assets = [.. stocks, .. CryptoPairs.Assets];
        _assets = Assets.ToDictionary(asset => asset.Symbol);
        _profiles = stocks.ToDictionary(asset => asset.Symbol, asset => SymbolProfile.Of(seed, asset.Symbol));
        _pairs = new AroundTheClock(CryptoPairs.Profiles(seed));
    }

    public string Identity { get; }

    public IReadOnlyList<Asset> Assets { get; }

    public DateTimeOffset DefaultStart { get; } = NewYork.At(new DateOnly(2026, 1, 5), new TimeOnly(10, 0));

    public bool HasDataOn(DateOnly day) => NyseHolidays.IsTradingDay(day);

    public DateOnly? NextDay(DateOnly day) => TradingCalendar.OnOrAfter(day.AddDays(1)).Day;

    public DateOnly? PreviousDay(DateOnly day) => TradingCalendar.Before(day).Day;

    public Asset? Find(string symbol) => _assets.GetValueOrDefault(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at)
    {
        if (!_profiles.ContainsKey(symbol)) return _pairs.TickAt(symbol, at);
        var session = TradingCalendar.On(NewYork.DayOf(at));
        if (session is null || at < session.Open) session = TradingCalendar.Before(NewYork.DayOf(at));
        var end = at < session.Close ? at : session.Close;
        return DayOf(symbol, session).TickAt((int)(end - session.Open).TotalSeconds);
    }

    public MinuteBar? BarAt(string symbol, DateTimeOffset minute)
    {
        if (!_profiles.ContainsKey(symbol)) return _pairs.BarAt(symbol, minute);
        return TradingCalendar.On(NewYork.DayOf(minute)) is { } session && session.IsOpen(minute)
            ? DayOf(symbol, session).BarAt((int)(minute - session.Open).TotalMinutes)
            : null;
    }

    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before)
    {
        if (_pairs.Knows(symbol))
        {
            foreach (var bar in _pairs.Bars(symbol, from, before)) yield return bar;
        }

        if (!_profiles.ContainsKey(symbol)) yield break;
        for (var session = TradingCalendar.OnOrAfter(NewYork.DayOf(from)); session.Open < before; session = TradingCalendar.OnOrAfter(session.Day.AddDays(1)))
        {
            foreach (var bar in WholeDayOf(symbol, session).Bars)
            {
                if (bar is not null && bar.At >= from && bar.At < before) yield return bar;
            }
        }
    }

    private SyntheticDay WholeDayOf(string symbol, TradingSession session)
    {
        var day = DayOf(symbol, session);
        if (!day.KeepsBars && Interlocked.Increment(ref _withBars) > Math.Max(DaysWithBars, CachedDays * Math.Min(_profiles.Count, 500)))
        {
            _days.Clear();
            Volatile.Write(ref _withBars, 1);
            day = DayOf(symbol, session);
        }

        return day;
    }

    private SyntheticDay DayOf(string symbol, TradingSession session)
    {
        var key = (symbol, session.Day.DayNumber);
        if (_days.TryGetValue(key, out var known)) return known;
        if (_days.Count > CachedDays * Math.Max(50, _profiles.Count)) _days.Clear();
        return _days.GetOrAdd(key, _ => new SyntheticDay(symbol, _profiles[symbol], session, TradingCalendar.Before(session.Day).Day));
    }
}
