using Microsoft.Extensions.Logging;

namespace Pipeline.Orchestrator.Alerts;

internal static partial class AlertLog
{
    [LoggerMessage(5300, LogLevel.Warning, "Alert {Severity} {Kind}: {Text} ({Id})")]
    public static partial void Raised(ILogger logger, string severity, string kind, string text, string id);

    [LoggerMessage(5301, LogLevel.Warning, "Alert {Id} did not reach route {Route}: {Why}")]
    public static partial void NotSent(ILogger logger, string id, string route, string why);

    [LoggerMessage(5302, LogLevel.Information, "Alerts go to {Routes}")]
    public static partial void RoutesRead(ILogger logger, string routes);

    [LoggerMessage(5303, LogLevel.Error, "The routes of alerts stay as they were: {Why}")]
    public static partial void RoutesRefused(ILogger logger, string why);

    [LoggerMessage(5304, LogLevel.Warning, "How far EVENTS was read for alerts is not written down: {Why}")]
    public static partial void PositionNotWritten(ILogger logger, string why);

    [LoggerMessage(5305, LogLevel.Error, "What became of an alert cannot be stored: {Why}")]
    public static partial void NotStored(ILogger logger, string why);

    [LoggerMessage(5306, LogLevel.Warning, "A part of the alerts failed and goes on")]
    public static partial void PartFailed(ILogger logger, Exception fault);
}
