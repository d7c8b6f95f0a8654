using Microsoft.Extensions.Logging;

namespace Pipeline.Seller;

internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "{Symbol}: {Want} is wanted, epoch {Epoch}")]
    public static partial void Wanted(ILogger logger, string symbol, string want, long epoch);

    [LoggerMessage(4001, LogLevel.Debug, "{Symbol}, epoch {Epoch}: {Step}")]
    public static partial void Stepped(ILogger logger, string symbol, long epoch, string step);

    [LoggerMessage(4002, LogLevel.Warning, "{Symbol}: the turn was interrupted and is taken again: {Reason}")]
    public static partial void TurnInterrupted(ILogger logger, string symbol, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "The end of {IntentId} was not known: {Outcome} ({Text})")]
    public static partial void Resolved(ILogger logger, string intentId, string outcome, string? text);

    [LoggerMessage(4004, LogLevel.Warning, "{Symbol}: no quote could be read: {Reason}")]
    public static partial void NoQuote(ILogger logger, string symbol, string reason);
}
