using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Hosting.Logging;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Logs;

/// <summary>Reads the lines of the processes' files: our own JSON, and what nats-server writes.</summary>
public static partial class LogLines
{
    /// <summary>Null when it is no line of a log.</summary>
    public static LogLine? Parse(string process, string line) => process == Processes.NatsServer ? OfNatsServer(line) : LogLine.Read(line);

    private static LogLine? OfNatsServer(string line)
    {
        if (Server().Match(line) is not { Success: true } found
            || !DateTime.TryParseExact(found.Groups["time"].Value, "yyyy/MM/dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return null;
        }

        return new LogLine
        {
            Time = new DateTimeOffset(time, TimeSpan.Zero),
            Process = Processes.NatsServer,
            Level = found.Groups["level"].Value switch { "TRC" => LogLevel.Trace, "DBG" => LogLevel.Debug, "WRN" => LogLevel.Warning, "ERR" => LogLevel.Error, "FTL" => LogLevel.Critical, _ => LogLevel.Information },
            Message = Redaction.Of(found.Groups["text"].Value),
        };
    }

    [GeneratedRegex("""^\[[0-9]+\] (?<time>[0-9/]{10} [0-9:.]{15}) \[(?<level>[A-Z]{3})\] (?<text>.*)$""")]
    private static partial Regex Server();
}
