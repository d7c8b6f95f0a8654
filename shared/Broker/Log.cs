using Microsoft.Extensions.Logging;
using Pipeline.Domain.VenueRules;

namespace Pipeline.Broker;

internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Warning, "{Method} {Path} may or may not have arrived (HTTP {Status}): {Text}")]
    public static partial void OutcomeUnknown(ILogger logger, string method, string path, int? status, string text);

    [LoggerMessage(9001, LogLevel.Information, "The {Stream} stream is connected.")]
    public static partial void StreamConnected(ILogger logger, string stream);

    [LoggerMessage(9002, LogLevel.Warning, "The {Stream} stream is lost: {Reason} Next attempt in {DelaySeconds:0.0} s.")]
    public static partial void StreamLost(ILogger logger, string stream, string reason, double delaySeconds);

    [LoggerMessage(9003, LogLevel.Warning, "The venue told of {Event} of order {VenueOrderId} without price or quantity; the execution must be read by REST.")]
    public static partial void ExecutionWithoutFigures(ILogger logger, string @event, string venueOrderId);

    [LoggerMessage(9004, LogLevel.Warning, "The venue refused a part of the market-data subscription: {Code} {Text}")]
    public static partial void SubscriptionRefused(ILogger logger, int code, string text);

    [LoggerMessage(9005, LogLevel.Warning, "Not sent, it breaks the venue's rule {Rule}: {Text}")]
    public static partial void NotSent(ILogger logger, VenueRule rule, string text);
}
