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

    private static bool Says(NatsHeaders headers, string text) => headers.MessageText.StartsWith(text, StringComparison.OrdinalIgnoreCase);
}
