using Microsoft.Extensions.Logging;

namespace NATS.Client.Core.Internal;

/// <summary>What the client has to say. Event ids 6000 to 6099.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "NATS {Name}: connected to {Address}, nats-server {Version}")]
    public static partial void Connected(this ILogger log, string name, string address, string version);

    [LoggerMessage(6001, LogLevel.Warning, "NATS {Name}: connection to {Address} lost: {Reason}")]
    public static partial void Lost(this ILogger log, string name, string address, string reason);

    [LoggerMessage(6002, LogLevel.Warning, "NATS {Name}: could not connect to {Address}: {Reason}")]
    public static partial void NotConnected(this ILogger log, string name, string address, string reason);

    [LoggerMessage(6003, LogLevel.Error, "NATS {Name}: the server complains: {Error}")]
    public static partial void ServerComplains(this ILogger log, string name, string error);

    [LoggerMessage(6004, LogLevel.Warning, "NATS {Name}: slow consumer of {Subject}, messages are dropped")]
    public static partial void Dropping(this ILogger log, string name, string subject);

    [LoggerMessage(6005, LogLevel.Error, "NATS {Name}: a handler of {Event} failed")]
    public static partial void HandlerFailed(this ILogger log, Exception exception, string name, string @event);

    [LoggerMessage(6006, LogLevel.Error, "NATS {Name}: given up: {Reason}")]
    public static partial void GivenUp(this ILogger log, string name, string reason);

    [LoggerMessage(6007, LogLevel.Debug, "NATS {Name}: not drained before closing: {Reason}")]
    public static partial void NotDrained(this ILogger log, string name, string reason);

    [LoggerMessage(6008, LogLevel.Debug, "NATS {Name}: {Subject} answered status {Code} {Text}")]
    public static partial void PullStatus(this ILogger log, string name, string subject, int code, string text);

    [LoggerMessage(6009, LogLevel.Warning, "NATS {Name}: no heartbeat from {Subject}, asking again")]
    public static partial void NoHeartbeat(this ILogger log, string name, string subject);

    [LoggerMessage(6010, LogLevel.Information, "NATS {Name}: ordered consumer of {Stream} made anew from sequence {Sequence}: {Reason}")]
    public static partial void OrderedConsumerRenewed(this ILogger log, string name, string stream, ulong sequence, string reason);

    [LoggerMessage(6011, LogLevel.Error, "NATS {Name}: {Count} events were left out, because their handlers are too slow")]
    public static partial void EventsLeftOut(this ILogger log, string name, int count);
}
