using Microsoft.Extensions.Logging;

namespace Pipeline.Scanner;

internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Watching {Count} symbols, {Dropped} left out")]
    public static partial void Watching(ILogger logger, int count, int dropped);

    [LoggerMessage(1001, LogLevel.Information, "Warmed up with {Bars} bars of {Feed} since {Since:O}")]
    public static partial void WarmedUp(ILogger logger, FeedKind feed, int bars, DateTimeOffset since);

    [LoggerMessage(1002, LogLevel.Information, "Market data of {Feed} connected")]
    public static partial void Connected(ILogger logger, FeedKind feed);

    [LoggerMessage(1003, LogLevel.Warning, "Market data of {Feed} lost: {Reason}")]
    public static partial void Lost(ILogger logger, FeedKind feed, string reason);

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

    [LoggerMessage(1009, LogLevel.Warning, "Market data of {Feed} have been lost for long: bars and quotes are asked for until the stream is back")]
    public static partial void Polling(ILogger logger, FeedKind feed);

    [LoggerMessage(1011, LogLevel.Warning, "{Subject} cannot be read and is passed over: {Why}")]
    public static partial void PositionUnreadable(ILogger logger, string subject, string why);

    [LoggerMessage(1012, LogLevel.Warning, "The venue's calendar could not be read, trying again: {Why}")]
    public static partial void HoursUnavailable(ILogger logger, string why);

    [LoggerMessage(1010, LogLevel.Warning, "Bars of {Feed} do not come by request")]
    public static partial void PollingFails(ILogger logger, FeedKind feed);
}
