using Microsoft.Extensions.Logging;
using Pipeline.Contracts.Events;

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
    public static partial void EventsNotKept(ILogger logger, Exception? why);

    [LoggerMessage(105, LogLevel.Error, "Event {Id} of type {Type} can never be stored and is dropped: {Why}")]
    public static partial void EventDropped(ILogger logger, string id, string type, string why);

    [LoggerMessage(106, LogLevel.Error, "Too many events wait for nats-server: what is told now is dropped, {Severity} and quieter")]
    public static partial void EventsDropping(ILogger logger, EventSeverity severity);

    [LoggerMessage(107, LogLevel.Warning, "{Count} events were dropped while nats-server took none")]
    public static partial void EventsWereDropped(ILogger logger, long count);

    [LoggerMessage(108, LogLevel.Warning, "{Count} lines that the process before left are no events and are left out")]
    public static partial void EventsUnreadable(ILogger logger, int count);

    [LoggerMessage(122, LogLevel.Warning, "At the end at least {Count} events are not stored; the next start tells those that are on the disk")]
    public static partial void EventsLeft(ILogger logger, int count);

    [LoggerMessage(112, LogLevel.Information, "Settings of revision {Revision} are in force: {Changes}")]
    public static partial void ConfigurationApplied(ILogger logger, string revision, string changes);

    [LoggerMessage(113, LogLevel.Error, "New settings are not taken, the old ones stay in force: {Why}")]
    public static partial void ConfigurationRefused(ILogger logger, string why);

    [LoggerMessage(115, LogLevel.Error, "What was set while running does not fit, this start goes without all of it: {Why}")]
    public static partial void StartedWithoutOverlay(ILogger logger, string why);

    [LoggerMessage(114, LogLevel.Warning, "What is set while running is not followed for now, what is in force stays: {Why}")]
    public static partial void ConfigurationNotFollowed(ILogger logger, string why);

    [LoggerMessage(111, LogLevel.Information, "{Process} reads the account's keys: {Where}")]
    public static partial void KeysRead(ILogger logger, string process, string where);

    [LoggerMessage(109, LogLevel.Error, "Starting all the same, because positions must be guarded: {Why}")]
    public static partial void HomeNotWritable(ILogger logger, string why);

    [LoggerMessage(110, LogLevel.Error, "This process is not recorded in run/: others do not find it until it is started again")]
    public static partial void NotRecorded(ILogger logger, Exception why);

    [LoggerMessage(111, LogLevel.Warning, "From now on this process logs {Level} and graver, asked by {By}")]
    public static partial void LogLevelChanged(ILogger logger, string level, string by);

    [LoggerMessage(112, LogLevel.Warning, "How much this process should log could not be heard and is asked again: {Why}")]
    public static partial void LogLevelUnheard(ILogger logger, string why);

    [LoggerMessage(120, LogLevel.Warning, "A question on {Subject} was not answered: {Why}")]
    public static partial void RequestNotAnswered(ILogger logger, string subject, string why);

    [LoggerMessage(121, LogLevel.Warning, "Figures are not told")]
    public static partial void FiguresFailed(ILogger logger, Exception why);
}
