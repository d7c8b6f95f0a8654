using Microsoft.Extensions.Logging;

namespace Pipeline.Buyer;

internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Information, "The gate refused {SignalId}: decided at {Decided}, the stream is at {Last}; deciding again")]
    public static partial void GateRefused(ILogger logger, string signalId, ulong decided, ulong? last);

    [LoggerMessage(2001, LogLevel.Warning, "The gate lost the acknowledgement of {SignalId} ({Why}) and nothing is stored; deciding again")]
    public static partial void GateUnconfirmed(ILogger logger, string signalId, string why);

    [LoggerMessage(2002, LogLevel.Warning, "The account could not be read: {Why}")]
    public static partial void AccountNotRead(ILogger logger, string why);

    [LoggerMessage(2004, LogLevel.Warning, "The venue's assets could not be read: {Why}")]
    public static partial void AssetsNotRead(ILogger logger, string why);

    [LoggerMessage(2005, LogLevel.Information, "Signal {SignalId} was out of our hands for a while and is left to whoever it is given to next")]
    public static partial void SignalLetGo(ILogger logger, string signalId);

    [LoggerMessage(2006, LogLevel.Warning, "The venue's clock could not be read: {Why}")]
    public static partial void ClockNotRead(ILogger logger, string why);

    [LoggerMessage(2007, LogLevel.Warning, "The buy order of {Symbol} ({VenueOrderId}) may still be working at the venue; the next start takes it up")]
    public static partial void LeftWorking(ILogger logger, string symbol, string? venueOrderId);

    [LoggerMessage(2008, LogLevel.Warning, "It is not known whether the venue has the buy order of {Symbol} ({ClientOrderId}); it may be working, and the next start takes it up")]
    public static partial void LeftInDoubt(ILogger logger, string symbol, string clientOrderId);

    [LoggerMessage(2009, LogLevel.Warning, "The buyer ends before it could read which of its buys are open: one may be working at the venue. Check with ./pipeline start, or flatten --direct")]
    public static partial void LeftUnread(ILogger logger);

    [LoggerMessage(2003, LogLevel.Error, "The venue refused an entry ({Kind}): {Text}")]
    public static partial void VenueRefused(ILogger logger, string kind, string text);
}
