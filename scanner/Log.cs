using Microsoft.Extensions.Logging;

namespace Pipeline.Scanner;

internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Watching {Count} symbols, {Dropped} left out")]
    public static partial void Watching(ILogger logger, int count, int dropped);

    [LoggerMessage(1001, LogLevel.Information, "Warmed up with {Bars} bars since {Since:O}")]
    public static partial void WarmedUp(ILogger logger, int bars, DateTimeOffset since);

    [LoggerMessage(1002, LogLevel.Information, "Market data connected")]
    public static partial void Connected(ILogger logger);

    [LoggerMessage(1003, LogLevel.Warning, "Market data lost: {Reason}")]
    public static partial void Lost(ILogger logger, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "The venue refused a part of the subscription: {Code} {Text}")]
    public static partial void SubscriptionRefused(ILogger logger, int code, string text);

    [LoggerMessage(1005, LogLevel.Information, "Signal {Id}, score {Score}")]
    public static partial void SignalFound(ILogger logger, string id, decimal score);

    [LoggerMessage(1006, LogLevel.Warning, "Bars could not be read, trying again: {Why}")]
    public static partial void BarsUnavailable(ILogger logger, string why);

    [LoggerMessage(1007, LogLevel.Warning, "A bar of {Symbol} is not stored: {Why}")]
    public static partial void BarNotStored(ILogger logger, string symbol, string why);

    [LoggerMessage(1008, LogLevel.Warning, "Quotes could not be read, trying again: {Why}")]
    public static partial void QuotesUnavailable(ILogger logger, string why);

    [LoggerMessage(1009, LogLevel.Warning, "Market data have been lost for long: bars and quotes are asked for until the stream is back")]
    public static partial void Polling(ILogger logger);

    [LoggerMessage(1010, LogLevel.Warning, "Bars do not come by request either")]
    public static partial void PollingFails(ILogger logger);
}
