using Microsoft.Extensions.Logging;

namespace Pipeline.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(100, LogLevel.Information, "{Process} started, profile {Profile}, by {StartedBy}, configuration {Revision}")]
    public static partial void Started(ILogger logger, string process, string profile, string startedBy, string revision);

    [LoggerMessage(101, LogLevel.Critical, "The stage failed and the process ends")]
    public static partial void StageFailed(ILogger logger, Exception fault);

    [LoggerMessage(102, LogLevel.Information, "{Process} ended with code {Code}")]
    public static partial void Ended(ILogger logger, string process, int code);

    [LoggerMessage(103, LogLevel.Warning, "Event {Type} could not be published: {Why}")]
    public static partial void EventNotPublished(ILogger logger, string type, string why);

    [LoggerMessage(104, LogLevel.Warning, "Events cannot be kept on the disk; what is told now is lost if the process dies before it is stored")]
    public static partial void EventsNotKept(ILogger logger, Exception why);
}
