using System.Globalization;
using System.Text;

namespace Pipeline.Simulator.Engine;

/// <summary>Where the venue clock stands, overwritten in place after every step, so that a restarted simulator goes on from there.</summary>
public sealed class ClockFile : IDisposable
{
    private readonly FileStream _file;

    public ClockFile(string path)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>What was written last, or null in a new home.</summary>
    public ClockReading? Read()
    {
        var bytes = new byte[_file.Length];
        _file.Position = 0;
        _file.ReadExactly(bytes);
        var parts = Encoding.UTF8.GetString(bytes).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 5) return null;
        return new ClockReading(
            DateTimeOffset.Parse(parts[0], CultureInfo.InvariantCulture),
            double.Parse(parts[1], CultureInfo.InvariantCulture),
            bool.Parse(parts[2]),
            long.Parse(parts[3], CultureInfo.InvariantCulture),
            bool.Parse(parts[4]));
    }

    public void Write(ClockReading reading)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{reading.Time:O} {reading.Speed} {reading.Running} {reading.Generation} {reading.Ended}");
        _file.Position = 0;
        _file.Write(Encoding.UTF8.GetBytes(text.PadRight(127) + "\n"));
    }

    public void Dispose() => _file.Dispose();
}
