using System.Diagnostics;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <content>What the server refuses, and whom that concerns.</content>
public partial class NatsConnection
{
    private const string PublishRefusal = "permissions violation for publish to \"";
    private const string SubscribeRefusal = "permissions violation for subscription to \"";
    private const string QueueOfRefusal = "\" using queue \"";

    private volatile NatsServerException? inboxRefusal;
    private NatsServerException? lastComplaint;
    private long complainedAt;

    private void HandleComplaint(string error)
    {
        log.ServerComplains(Opts.Name, error);
        Raise(ServerError, new NatsServerErrorEventArgs(error), nameof(ServerError));
        var exception = new NatsServerException(error);
        if (Between(error, PublishRefusal) is { } published)
        {
            requests.FailAll(_ => exception, published);
            foreach (var sub in subscriptions.All)
            {
                sub.PublishRefused(published, exception);
            }
        }
        else if (Between(error, SubscribeRefusal) is { } subscribed)
        {
            var group = Between(error, QueueOfRefusal);
            foreach (var sub in subscriptions.All.Where(sub => sub.Subject == subscribed && sub.QueueGroup == group))
            {
                Refuse(sub, exception);
            }
        }
        else if (!error.StartsWith("Permissions Violation", StringComparison.OrdinalIgnoreCase))
        {
            // The server closes the connection after nearly any other complaint; this is why.
            lastComplaint = exception;
            complainedAt = Stopwatch.GetTimestamp();
        }
    }

    // Some complaints close nothing: they are not the reason for what happens much later.
    private bool IsOld() => Stopwatch.GetElapsedTime(complainedAt) > TimeSpan.FromSeconds(1);

    private void Refuse(NatsSubBase sub, NatsServerException exception)
    {
        if (ReferenceEquals(sub, inbox))
        {
            // Requests fail with the reason instead of waiting for replies that cannot come; the next connection may be allowed more.
            inboxRefusal = exception;
            requests.FailAll(_ => exception);
        }
        else
        {
            sub.End(NatsSubEndReason.Exception, exception);
        }
    }

    private static string? Between(string error, string begin)
    {
        var start = error.IndexOf(begin, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var rest = error[(start + begin.Length)..];
        var end = rest.IndexOf('"', StringComparison.Ordinal);
        return end < 0 ? rest : rest[..end];
    }
}
