using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>One stock on one day: its path by the second and its minute bars.</summary>
public sealed class SyntheticDay
{
    private const int NodesPerMinute = 12;
    private readonly string _symbol;
    private readonly TradingSession _session;
    private readonly SymbolProfile _profile;
    private readonly ulong _seed;
    private readonly double _minuteVolatility;
    private readonly double[] _path;
    private readonly MinuteBar?[] _bars;

    public SyntheticDay(string symbol, SymbolProfile profile, TradingSession session, DateOnly previousDay)
    {
        _symbol = symbol;
        _profile = profile;
        _session = session;
        _seed = Chance.Mix(profile.Seed, 400, (ulong)session.Day.DayNumber);
        _minuteVolatility = 0.6 * profile.DailyVolatility / Math.Sqrt(390.0);
        var minutes = (int)(session.Close - session.Open).TotalMinutes;
        var bursts = Enumerable.Range(0, (minutes - 30) / 10).Select(slot => Burst.InSlot(_seed, slot)).OfType<Burst>().ToList();
        var open = profile.Level(previousDay.DayNumber) + (0.3 * profile.DailyVolatility * Chance.Bell(_seed, 401));
        var close = profile.Level(session.Day.DayNumber);
        _path = [.. Enumerable.Range(0, minutes + 1).Select(minute => PathAt(minute, minutes, open, close, bursts))];
        _bars = [.. Enumerable.Range(0, minutes).Select(minute => BarOf(minute, minutes, bursts))];
    }

    public IReadOnlyList<MinuteBar?> Bars => _bars;

    /// <summary>The market at a second of the session.</summary>
    /// <param name="second">Seconds since the session opened.</param>
    public Tick TickAt(int second)
    {
        var minute = Math.Min(second / 60, _bars.Length - 1);
        var within = (second - (minute * 60)) / 5.0;
        var node = Math.Min((int)within, NodesPerMinute - 1);
        var from = NodeAt(minute, node);
        var price = from + ((NodeAt(minute, node + 1) - from) * (within - node));
        var half = price * _profile.HalfSpread * (1.0 + (2.0 * Math.Exp(-minute / 10.0)));
        var last = Cents(price);
        var bid = Math.Min(Math.Floor((price - half) * 100.0) / 100.0, (double)last);
        var ask = Math.Max(Math.Ceiling((price + half) * 100.0) / 100.0, bid + 0.01);
        var lots = 1 + (int)(_profile.DailyVolume / 1_000_000.0);
        return new Tick(
            Cents(bid), Cents(ask),
            100m * (1 + (Chance.Mix(_seed, 402, (ulong)second) % (ulong)(6 * lots))),
            100m * (1 + (Chance.Mix(_seed, 403, (ulong)second) % (ulong)(6 * lots))),
            last, _session.Open.AddSeconds(second));
    }

    private static decimal Cents(double price) => (decimal)Math.Round(price, 2);

    private double PathAt(int minute, int minutes, double open, double close, List<Burst> bursts)
    {
        var value = open + ((close - open) * minute / minutes);
        for (ulong octave = 0; octave < 4; octave++)
        {
            var period = Math.Pow(4.0, octave);
            value += 0.6 * _minuteVolatility * Math.Sqrt(period) * Noise.At(_seed, 410 + octave, minute / period);
        }

        foreach (var burst in bursts) value += burst.ReturnAt(minute);
        return value;
    }

    /// <summary>The path every five seconds; nodes 0 and 12 of a minute lie on the path by the minute.</summary>
    private double NodeAt(int minute, int node)
    {
        var part = node / (double)NodesPerMinute;
        var line = _path[minute] + ((_path[minute + 1] - _path[minute]) * part);
        var wobble = 0.35 * _minuteVolatility * Math.Sin(Math.PI * part) * Chance.Bell(_seed, 420, (ulong)((minute * NodesPerMinute) + node));
        return Math.Exp(line + wobble);
    }

    private MinuteBar? BarOf(int minute, int minutes, List<Burst> bursts)
    {
        double high = double.MinValue, low = double.MaxValue, sum = 0;
        for (var node = 0; node <= NodesPerMinute; node++)
        {
            var price = NodeAt(minute, node);
            (high, low, sum) = (Math.Max(high, price), Math.Min(low, price), sum + price);
        }

        var centre = ((2.0 * minute / minutes) - 1.0) * ((2.0 * minute / minutes) - 1.0);
        var volume = _profile.DailyVolume / 390.0 * (0.65 + (1.5 * centre * centre)) * Math.Exp(0.25 * Chance.Bell(_seed, 430, (ulong)minute));
        foreach (var burst in bursts) volume *= burst.VolumeAt(minute);
        if (_profile.DailyVolume < 400_000.0 && volume < 1_200.0 && Chance.Unit(_seed, 431, (ulong)minute) < 0.1) return null;
        var shares = Math.Max(100, (long)volume);
        return new MinuteBar(
            _symbol, _session.Open.AddMinutes(minute), Cents(Math.Exp(_path[minute])), Cents(high), Cents(low), Cents(Math.Exp(_path[minute + 1])),
            shares, 1 + (int)(shares / 120), (decimal)Math.Round(sum / (NodesPerMinute + 1), 4));
    }
}
