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

    [LoggerMessage(4005, LogLevel.Warning, "The journal {Path} ended in a line that was cut short, {Bytes} bytes: a write that a crash interrupted, and nothing was sent on it")]
    public static partial void JournalTorn(ILogger logger, string path, long bytes);

    [LoggerMessage(4006, LogLevel.Warning, "The journal {Path} was written beside the store {Store}, which is not this home's any more: it is set aside under that name, and its requests without an end are taken over")]
    public static partial void JournalSetAside(ILogger logger, string path, string store);

    [LoggerMessage(4007, LogLevel.Critical, "The journal cannot be written: {Reason}")]
    public static partial void JournalFailed(ILogger logger, string reason);

    [LoggerMessage(4017, LogLevel.Critical, "Line {Line} of the journal {Path} is damaged, and whole lines follow it: the file is set aside, and the whole lines are gone by")]
    public static partial void JournalDamaged(ILogger logger, string path, int line);

    [LoggerMessage(4008, LogLevel.Information, "What was recorded without NATS is on ORDERS now")]
    public static partial void Imported(ILogger logger);

    [LoggerMessage(4009, LogLevel.Warning, "{Id} is not on ORDERS yet: {Reason}")]
    public static partial void NotCarried(ILogger logger, string id, string reason);

    [LoggerMessage(4010, LogLevel.Critical, "{Id} can never be stored on ORDERS: {Reason}")]
    public static partial void NeverCarried(ILogger logger, string id, string reason);

    [LoggerMessage(4011, LogLevel.Critical, "Another intent holds the id {Id} on ORDERS")]
    public static partial void IntentTaken(ILogger logger, string id);

    [LoggerMessage(4012, LogLevel.Warning, "NATS is away: exits from its own journal")]
    public static partial void OnOurOwn(ILogger logger);

    [LoggerMessage(4013, LogLevel.Information, "NATS is back; {Owed} records are carried to ORDERS, and the newest wanted states rule again")]
    public static partial void TogetherAgain(ILogger logger, int owed);

    [LoggerMessage(4014, LogLevel.Warning, "{Symbol}: {Held} held and nobody has said what is wanted of it: protected at {Stop} meanwhile")]
    public static partial void Meanwhile(ILogger logger, string symbol, string held, string stop);

    [LoggerMessage(4015, LogLevel.Warning, "The venue could not be watched: {Reason}")]
    public static partial void NotWatched(ILogger logger, string reason);

    [LoggerMessage(4016, LogLevel.Warning, "{What} was interrupted and is tried again: {Reason}")]
    public static partial void TriedAgain(ILogger logger, string what, string reason);

    [LoggerMessage(4018, LogLevel.Warning, "The seller ends without proof that all that is held is protected; the venue has not shown it of: {What}. Check with ./pipeline start, or flatten --direct")]
    public static partial void LeftUnproven(ILogger logger, string what);

    [LoggerMessage(4004, LogLevel.Warning, "{Symbol}: no quote could be read: {Reason}")]
    public static partial void NoQuote(ILogger logger, string symbol, string reason);
}
