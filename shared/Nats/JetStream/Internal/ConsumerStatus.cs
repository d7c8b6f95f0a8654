using NATS.Client.Core;

namespace NATS.Client.JetStream.Internal;

/// <summary>What a consumer's status 409 means: the code is one, the meanings are told by the text alone.</summary>
internal static class ConsumerStatus
{
    /// <summary>Whether asking again later can succeed.</summary>
    public static bool WillPass(NatsHeaders headers) =>
        IsLeadershipChange(headers)
        || Says(headers, "Message Size Exceeds MaxBytes")
        || Says(headers, "Exceeded MaxWaiting")
        || Says(headers, "Batch Completed");

    public static bool IsLeadershipChange(NatsHeaders headers) => Says(headers, "Leadership Change") || Says(headers, "Server Shutdown");

    /// <summary>Whether a pull has ended without a word of how much of it was left.</summary>
    public static bool EndsUncounted(NatsHeaders headers) => IsLeadershipChange(headers) || Says(headers, "Exceeded MaxWaiting");

    private static bool Says(NatsHeaders headers, string text) => headers.MessageText.StartsWith(text, StringComparison.OrdinalIgnoreCase);
}
