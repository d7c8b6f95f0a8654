using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Recorded;

/// <summary>Stocks that move as recorded; quotes and trades within a minute are derived from its bar.</summary>
public sealed class RecordedMarket : ISimulatedMarket
{
    private readonly Dictionary<string, List<MinuteBar>> _bars;
    private readonly Dictionary<string, Asset> _assets;
    private readonly SortedSet<DateOnly> _days;

    /// <param name="folder">Folder of CSV files.</param>
    /// <exception cref="BarFileException">No folder, no file, or a malformed one.</exception>
    public RecordedMarket(string folder)
    {
        if (!Directory.Exists(folder)) throw new BarFileException($"{folder}: there is no such folder");
        var files = Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new BarFileException($"{folder}: there is no .csv file in this folder");
        _bars = files.SelectMany(BarFile.Read)
            .GroupBy(bar => bar.Symbol, StringComparer.Ordinal)
            .ToDictionary(symbol => symbol.Key, symbol => symbol.OrderBy(bar => bar.At).DistinctBy(bar => bar.At).ToList(), StringComparer.Ordinal);
        Assets = [.. _bars.Keys.Order(StringComparer.Ordinal).Select(AssetOf)];
        _assets = Assets.ToDictionary(asset => asset.Symbol);
        _days = [.. _bars.Values.SelectMany(bars => bars).Select(bar => NewYork.DayOf(bar.At)).Distinct().Where(NyseHolidays.IsTradingDay)];
        if (_days.Count == 0) throw new BarFileException($"{folder}: no bar lies on a trading day");
        var lines = _bars.Values.Sum(bars => bars.Count);
        Identity = $"recorded bars, {_bars.Count} symbols, {lines} bars, {_days.Min:yyyy-MM-dd} to {_days.Max:yyyy-MM-dd}";
    }

    public string Identity { get; }

    public IReadOnlyList<Asset> Assets { get; }

    public DateTimeOffset DefaultStart => NewYork.At(_days.Min, new TimeOnly(9, 25));

    public bool HasDataOn(DateOnly day) => _days.Contains(day);

    public DateOnly? NextDay(DateOnly day) => _days.Where(known => known > day).Select(known => (DateOnly?)known).FirstOrDefault();

    public DateOnly? PreviousDay(DateOnly day) => _days.Where(known => known < day).Select(known => (DateOnly?)known).LastOrDefault();

    public Asset? Find(string symbol) => _assets.GetValueOrDefault(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at)
    {
        if (!_bars.TryGetValue(symbol, out var bars)) return null;
        var index = FirstFrom(bars, at.AddTicks(1)) - 1;
        if (index < 0) return null;
        var bar = bars[index];
        var second = Math.Min(60, (int)(at - bar.At).TotalSeconds);
        var last = PriceWithin(bar, second);
        var (step, decimals) = last < 1m ? (0.0001m, 4) : (0.01m, 2);
        var spread = Math.Max(step, decimal.Round(last * 0.0002m, decimals));
        var bid = decimal.Floor((last - (spread / 2m)) / step) * step;
        var size = 100m * (1 + (long)(bar.Volume / 3000m));
        return new Tick(bid, bid + spread, size, size, last, bar.At.AddSeconds(second));
    }

    public MinuteBar? BarAt(string symbol, DateTimeOffset minute)
    {
        if (!_bars.TryGetValue(symbol, out var bars)) return null;
        var index = FirstFrom(bars, minute);
        return index < bars.Count && bars[index].At == minute ? bars[index] : null;
    }

    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before)
    {
        if (!_bars.TryGetValue(symbol, out var bars)) yield break;
        for (var index = FirstFrom(bars, from); index < bars.Count && bars[index].At < before; index++) yield return bars[index];
    }

    // A recording tells no steps: of a pair the finest are taken, those of prices as they are quoted here.
    private static Asset AssetOf(string symbol) => Pairs.IsPair(symbol)
        ? Asset.Pair(symbol, $"{symbol} (recorded)", increment: 0.000000001m, priceIncrement: 0.0001m)
        : new Asset(symbol, $"{symbol} (recorded)");

    /// <summary>Open, low, high, close at seconds 0, 20, 40 and 60: the low first, so that a long's stop is met before its target.</summary>
    private static decimal PriceWithin(MinuteBar bar, int second)
    {
        var (from, to, part) = second switch
        {
            < 20 => (bar.Open, bar.Low, second),
            < 40 => (bar.Low, bar.High, second - 20),
            < 60 => (bar.High, bar.Close, second - 40),
            _ => (bar.Close, bar.Close, 0),
        };
        return Math.Clamp(decimal.Round(from + ((to - from) * part / 20m), bar.Close < 1m ? 4 : 2), bar.Low, bar.High);
    }

    private static int FirstFrom(List<MinuteBar> bars, DateTimeOffset at)
    {
        int low = 0, high = bars.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (bars[middle].At < at) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
