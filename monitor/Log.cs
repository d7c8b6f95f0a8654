using Microsoft.Extensions.Logging;

namespace Pipeline.Monitor;

/// <summary>What the monitor logs; events tell the rest.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Books read: {Positions} symbols, {Orders} orders, {Open} open positions")]
    public static partial void BooksRead(ILogger logger, int positions, int orders, int open);

    [LoggerMessage(3001, LogLevel.Information, "Read ({Cause}): {Orders} orders, {Executions} executions, {Positions} positions")]
    public static partial void Read(ILogger logger, string cause, int orders, int executions, int positions);

    [LoggerMessage(3002, LogLevel.Warning, "The venue could not be read: {Reason}")]
    public static partial void ReadFailed(ILogger logger, string reason);

    [LoggerMessage(3003, LogLevel.Information, "Account stream is listening")]
    public static partial void StreamConnected(ILogger logger);

    [LoggerMessage(3004, LogLevel.Warning, "Account stream lost: {Reason}; reading by REST meanwhile")]
    public static partial void StreamLost(ILogger logger, string reason);

    [LoggerMessage(3005, LogLevel.Error, "{Stream} {Sequence} ({Subject}) cannot be read and is put aside: {Reason}")]
    public static partial void Unreadable(ILogger logger, string stream, ulong sequence, string subject, string reason);

    [LoggerMessage(3006, LogLevel.Warning, "Recorded message {Subject} {Sequence} cannot be read and is left out: {Reason}")]
    public static partial void RecordedLineUnreadable(ILogger logger, string subject, ulong sequence, string reason);

    [LoggerMessage(3007, LogLevel.Warning, "The account stream has been lost for long: executions come by request until it is back")]
    public static partial void Polling(ILogger logger);

    [LoggerMessage(3008, LogLevel.Error, "The position of {Symbol} was rebuilt from {Orders} orders: {Quantity} shares")]
    public static partial void Rebuilt(ILogger logger, string symbol, decimal quantity, int orders);

    [LoggerMessage(3009, LogLevel.Warning, "The newest wanted state of {Symbol} could not be read, again in a moment: {Reason}")]
    public static partial void EpochUnread(ILogger logger, string symbol, string reason);
}
