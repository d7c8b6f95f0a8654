using System.Globalization;
using CsvHelper;

namespace Pipeline.Simulator.Markets.Recorded;

/// <summary>Reads a CSV file with the columns symbol, time (UTC, start of the bar), open, high, low, close, volume.</summary>
public static class BarFile
{
    private static readonly string[] Columns = ["symbol", "time", "open", "high", "low", "close", "volume"];

    /// <exception cref="BarFileException">The file cannot be read or a line is malformed.</exception>
    public static IReadOnlyList<MinuteBar> Read(string path)
    {
        try
        {
            using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true });
            csv.ReadHeader();
            var missing = Columns.Where(column => !csv.TryGetFieldIndex(column, out _)).ToList();
            if (missing.Count > 0) throw new BarFileException($"{path}, line 1: missing column {string.Join(", ", missing)}");
            var bars = new List<MinuteBar>();
            while (csv.Read()) bars.Add(Parse(csv, path));
            return bars;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            throw new BarFileException($"{path}: {error.Message.Split('\n')[0].Trim()}", error);
        }
    }

    private static MinuteBar Parse(CsvReader csv, string path)
    {
        var symbol = csv.GetString("symbol");
        if (string.IsNullOrWhiteSpace(symbol)) throw Malformed("symbol is empty");
        if (!DateTimeOffset.TryParse(csv.GetString("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            throw Malformed($"time is not a time: '{csv.GetString("time")}'");
        if (at.Second != 0 || at.Millisecond != 0) throw Malformed($"time is not the start of a minute: '{csv.GetString("time")}'");
        decimal open = Number("open"), high = Number("high"), low = Number("low"), close = Number("close"), volume = Number("volume");
        if (low <= 0m || volume is < 0m or > 1e15m) throw Malformed("prices must be above zero and volume between zero and 1e15");
        if (high < Math.Max(open, close) || low > Math.Min(open, close)) throw Malformed("high and low do not enclose open and close");
        var average = decimal.Round((open + high + low + close) / 4m, 4);
        return new MinuteBar(symbol, at, open, high, low, close, Pairs.IsPair(symbol) ? decimal.Round(volume, 9) : decimal.Truncate(volume), 1 + (int)Math.Min(100_000m, volume / 120m), average);

        decimal Number(string column) =>
            decimal.TryParse(csv.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
                ? value / 1.0000000000000000000m // drops trailing zeros
                : throw Malformed($"{column} is not a number: '{csv.GetString(column)}'");

        BarFileException Malformed(string reason) => new($"{path}, line {csv.LineNumber}: {reason}");
    }
}
