using Microsoft.Extensions.Logging;

namespace Pipeline.Messaging;

internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Connected to nats-server as {User}: {What}.")]
    public static partial void ConnectionOpened(ILogger logger, string user, string what);

    [LoggerMessage(501, LogLevel.Warning, "The connection to nats-server is lost: {What}. It will be restored.")]
    public static partial void ConnectionLost(ILogger logger, string what);

    [LoggerMessage(502, LogLevel.Error, "nats-server told {User} off: {Complaint}")]
    public static partial void ServerComplained(ILogger logger, string user, string complaint);

    [LoggerMessage(503, LogLevel.Critical, "The connection is given up: {Reason}")]
    public static partial void ServerTooOld(ILogger logger, string reason);

    [LoggerMessage(504, LogLevel.Debug, "nats-server does not answer yet: {Reason}")]
    public static partial void NotConnectedYet(ILogger logger, string reason);

    [LoggerMessage(510, LogLevel.Warning, "Publishing {Subject} is not confirmed, attempt {Attempt}: {Reason}")]
    public static partial void PublishUnconfirmed(ILogger logger, string subject, int attempt, string reason);

    [LoggerMessage(520, LogLevel.Error, "Message {Sequence} of {Stream} on {Subject} is quarantined: {Reason}")]
    public static partial void Quarantined(ILogger logger, string stream, ulong sequence, string subject, string reason);

    [LoggerMessage(521, LogLevel.Warning, "Settling message {Sequence} of {Stream} failed, it will be delivered again: {Reason}")]
    public static partial void SettlingFailed(ILogger logger, string stream, ulong sequence, string reason);

    [LoggerMessage(522, LogLevel.Warning, "Reading the durable {Durable} of {Stream} was interrupted and goes on: {Reason}")]
    public static partial void ReadingInterrupted(ILogger logger, string durable, string stream, string reason);

    [LoggerMessage(530, LogLevel.Warning, "A message on {Subject} is unreadable and left out: {Reason}")]
    public static partial void Unreadable(ILogger logger, string subject, string reason);

    [LoggerMessage(540, LogLevel.Information, "The book of {Stream} has a gap from {From} to {To}; it is read from the stream.")]
    public static partial void BookGap(ILogger logger, string stream, ulong from, ulong to);

    [LoggerMessage(541, LogLevel.Warning, "Reading the book of {Stream} was interrupted and goes on: {Reason}")]
    public static partial void BookInterrupted(ILogger logger, string stream, string reason);

    [LoggerMessage(550, LogLevel.Information, "Stream {Stream} {What}.")]
    public static partial void StreamEnsured(ILogger logger, string stream, string what);
}
