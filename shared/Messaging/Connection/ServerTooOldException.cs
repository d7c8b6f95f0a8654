using NATS.Client.Core;

namespace Pipeline.Messaging;

/// <summary>The nats-server that answered lacks what the pipeline relies on.</summary>
public sealed class ServerTooOldException(string message) : NatsException(message)
{
    /// <param name="found">The server's own word, such as 2.10.27 or 2.12.0-RC.1.</param>
    /// <param name="oldest">The oldest version we can trust.</param>
    public static void ThrowIfOlder(string? found, Version oldest)
    {
        if (!Version.TryParse(found?.Split('-', '+')[0], out var version) || version < oldest)
        {
            throw new ServerTooOldException(
                $"nats-server {found ?? "of an unknown version"} is too old: {oldest} or newer is needed, older ones lose acknowledged messages in a crash.");
        }
    }
}
