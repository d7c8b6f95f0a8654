using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Pipeline.Hosting.Logging;

/// <summary>A log line as a person reads it.</summary>
public static class HumanForm
{
    private const int WidestProcess = 12;

    /// <param name="withProcess">For lines of several processes.</param>
    public static string Of(LogLine line, bool withProcess)
    {
        ArgumentNullException.ThrowIfNull(line);
        var head = string.Create(CultureInfo.InvariantCulture, $"{line.Time.LocalDateTime:yyyy-MM-dd HH:mm:ss.fff} {Short(line.Level)} ");
        var who = withProcess ? $"{line.Process.PadRight(WidestProcess)} " : "";
        return $"{head}{who}{line.Message}{(line.Exception is { } trace ? $"{Environment.NewLine}{trace}" : "")}";
    }

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRC",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        LogLevel.Error => "ERR",
        _ => "CRT",
    };
}
