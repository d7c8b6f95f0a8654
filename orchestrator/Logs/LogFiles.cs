using System.Text.RegularExpressions;
using Pipeline.Contracts;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Logs;

/// <summary>The log files of a home: which belong to whom, oldest first.</summary>
public sealed partial class LogFiles(PipelineHome home)
{
    /// <summary>Who has logged anything, in the order of their names.</summary>
    public IReadOnlyList<string> Processes => [.. All().Select(file => file.Process).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The files of a process, oldest first.</summary>
    public IReadOnlyList<string> Of(string process) =>
        [.. All().Where(file => file.Process == process).OrderBy(file => file.Order).ThenBy(file => file.Path, StringComparer.Ordinal).Select(file => file.Path)];

    /// <summary>The lines of a file from a place on, whole ones only, and the place after the last of them; the file may be written to meanwhile.</summary>
    /// <param name="from">Bytes from the beginning.</param>
    /// <param name="to">Where to end, though more may be there; null: at the end.</param>
    public static (IReadOnlyList<string> Lines, long End) Read(string file, long from, long? to = null)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = Math.Min(stream.Length, to ?? long.MaxValue);
            if (length <= from)
                return ([], Math.Min(from, length));
            stream.Position = from;
            var bytes = new byte[length - from];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var end = bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
            return (System.Text.Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries), from + end);
        }
        catch (FileNotFoundException)
        {
            // Rotated away between listing and opening.
            return ([], from);
        }
    }

    private IEnumerable<(string Process, string Order, string Path)> All()
    {
        foreach (var path in Directory.Exists(home.Logs) ? Directory.GetFiles(home.Logs) : [])
        {
            var name = Path.GetFileName(path);
            if (Ours().Match(name) is { Success: true } ours)
                yield return (ours.Groups["process"].Value, $"{ours.Groups["day"].Value}{ours.Groups["number"].Value.PadLeft(8, '0')}", path);
            else if (name == $"{Contracts.Processes.NatsServer}.log")
                yield return (Contracts.Processes.NatsServer, "~", path);
            else if (name.StartsWith($"{Contracts.Processes.NatsServer}.log.", StringComparison.Ordinal))
                yield return (Contracts.Processes.NatsServer, name, path);
        }
    }

    [GeneratedRegex("""^(?<process>[a-z-]+)-(?<day>[0-9]{8})(?:_(?<number>[0-9]{3,8}))?\.log$""")]
    private static partial Regex Ours();
}
