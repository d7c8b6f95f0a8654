using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>One symbol on one day: its path by the second and its minute bars, computed as they are asked for.</summary>
public sealed class SyntheticDay
{
    private const int NodesPerMinute = 12;
    private readonly string _symbol;
    private readonly TradingSession _session;
    private readonly SymbolProfile _profile;
    private readonly ulong _seed;
    private readonly double _minuteVolatility;
    private readonly double _open;
    private readonly double _close;
    private readonly double _movementAtOpen;
    private readonly double _movementAtClose;
    private readonly double _scale;
    private readonly List<Burst> _bursts;

    // NaN where nobody has looked yet. Two threads may compute one value twice; it is the same value.
    private readonly double[] _path;
    private MinuteBar?[]? _bars;

    public SyntheticDay(string symbol, SymbolProfile profile, TradingSession session, DateOnly previousDay)
    {
        _symbol = symbol;
        _profile = profile;
        _session = session;
        _seed = Chance.Mix(profile.Seed, 400, (ulong)session.Day.DayNumber);
        _minuteVolatility = 0.6 * profile.DailyVolatility / Math.Sqrt(profile.MinutesADay);
        Minutes = (int)(session.Close - session.Open).TotalMinutes;
        _bursts = Enumerable.Range(0, (Minutes - 30) / 10).Select(slot => Burst.InSlot(_seed, slot)).OfType<Burst>().ToList();
        var gap = profile.AroundTheClock ? 0.0 : 0.3 * profile.DailyVolatility * Chance.Bell(_seed, 401);
        _open = profile.Level(previousDay.DayNumber) + gap;
        _close = profile.Level(session.Day.DayNumber);
        _scale = Math.Pow(10, profile.Decimals);
        _path = new double[Minutes + 1];
        Array.Fill(_path, double.NaN);

        // What never closes begins a day where it ended the one before.
        if (profile.AroundTheClock) (_movementAtOpen, _movementAtClose) = (Moved(0.0, 0), Moved(0.0, Minutes));
    }

    /// <summary>Minutes of the session.</summary>
    public int Minutes { get; }

    /// <summary>True once the whole day was asked for, which is the greater part of what a day takes in memory.</summary>
    public bool KeepsBars => _bars is not null;

    /// <summary>Every bar of the day; null where nothing traded.</summary>
    public IReadOnlyList<MinuteBar?> Bars => _bars ??= [.. Enumerable.Range(0, Minutes).Select(Compute)];

    /// <summary>The bar of a minute of the session, or null when nothing traded.</summary>
    public MinuteBar? BarAt(int minute) => _bars is { } known ? known[minute] : Compute(minute);

    /// <summary>The market at a second of the session.</summary>
    /// <param name="second">Seconds since the session opened.</param>
    public Tick TickAt(int second)
    {
        var minute = Math.Min(second / 60, Minutes - 1);
        var within = (second - (minute * 60)) / 5.0;
        var node = Math.Min((int)within, NodesPerMinute - 1);
        var from = NodeAt(minute, node);
        var price = from + ((NodeAt(minute, node + 1) - from) * (within - node));
        var half = price * _profile.HalfSpread * (_profile.AroundTheClock ? 1.0 : 1.0 + (2.0 * Math.Exp(-minute / 10.0)));
        var last = Rounded(price);
        var bid = Math.Min(Math.Floor((price - half) * _scale) / _scale, (double)last);
        var ask = Math.Max(Math.Ceiling((price + half) * _scale) / _scale, bid + (1.0 / _scale));
        return new Tick(Rounded(bid), Rounded(ask), SizeAt(402, second), SizeAt(403, second), last, _session.Open.AddSeconds(second));
    }

    private decimal Rounded(double price) => (decimal)Math.Round(price, _profile.Decimals);

    private decimal SizeAt(ulong purpose, int second) => _profile.Lot * (1 + (Chance.Mix(_seed, purpose, (ulong)second) % (ulong)_profile.Depth));

    private double PathAt(int minute)
    {
        var known = _path[minute];
        if (!double.IsNaN(known)) return known;
        var line = _open + ((_close - _open) * minute / Minutes);
        return _path[minute] = Moved(line, minute) - _movementAtOpen - ((_movementAtClose - _movementAtOpen) * minute / Minutes);
    }

    /// <summary>Noise and bursts, which lead away from the line from open to close.</summary>
    private double Moved(double value, int minute)
    {
        for (ulong octave = 0; octave < 4; octave++)
        {
            var period = Math.Pow(4.0, octave);
            value += 0.6 * _minuteVolatility * Math.Sqrt(period) * Noise.At(_seed, 410 + octave, minute / period);
        }

        foreach (var burst in _bursts) value += burst.ReturnAt(minute);
        return value;
    }

    /// <summary>The path every five seconds; nodes 0 and 12 of a minute lie on the path by the minute.</summary>
    private double NodeAt(int minute, int node)
    {
        var part = node / (double)NodesPerMinute;
        var start = PathAt(minute);
        var line = start + ((PathAt(minute + 1) - start) * part);
        var wobble = 0.35 * _minuteVolatility * Math.Sin(Math.PI * part) * Chance.Bell(_seed, 420, (ulong)((minute * NodesPerMinute) + node));
        return Math.Exp(line + wobble);
    }

    private MinuteBar? Compute(int minute)
    {
        double high = double.MinValue, low = double.MaxValue, sum = 0;
        for (var node = 0; node <= NodesPerMinute; node++)
        {
            var price = NodeAt(minute, node);
            (high, low, sum) = (Math.Max(high, price), Math.Min(low, price), sum + price);
        }

        var volume = VolumeAt(minute);
        if (!_profile.AroundTheClock && _profile.DailyVolume < 400_000.0 && volume < 1_200.0 && Chance.Unit(_seed, 431, (ulong)minute) < 0.1) return null;
        var traded = _profile.AroundTheClock ? decimal.Round((decimal)volume, 4) : Math.Max(100, (long)volume);
        var trades = _profile.AroundTheClock ? traded / _profile.Lot / 20m : traded / 120m;
        return new MinuteBar(
            _symbol, _session.Open.AddMinutes(minute), Rounded(Math.Exp(PathAt(minute))), Rounded(high), Rounded(low), Rounded(Math.Exp(PathAt(minute + 1))),
            traded, 1 + (int)trades, (decimal)Math.Round(sum / (NodesPerMinute + 1), _profile.Decimals + 2));
    }

    private double VolumeAt(int minute)
    {
        var centre = ((2.0 * minute / Minutes) - 1.0) * ((2.0 * minute / Minutes) - 1.0);
        var shape = _profile.AroundTheClock ? 1.0 : 0.65 + (1.5 * centre * centre);
        var volume = _profile.DailyVolume / _profile.MinutesADay * shape * Math.Exp(0.25 * Chance.Bell(_seed, 430, (ulong)minute));
        foreach (var burst in _bursts) volume *= burst.VolumeAt(minute);
        return volume;
    }
}
