using System.Buffers.Text;

namespace NATS.Client.Core.Internal;

/// <summary>The one wildcard subscription that all replies arrive on.</summary>
internal sealed class ReplyInbox(
    NatsConnection connection,
    PendingRequests requests,
    string prefix) : NatsSubBase(connection,
    $"{prefix}.*",
    null)
{
    private readonly int numberStart = prefix.Length + 1;

    public string ReplyTo(long number) => string.Create(null, stackalloc char[20 + prefix.Length + 1], $"{prefix}.{number}");

    internal override ValueTask ReceiveAsync(in InboundMessage message)
    {
        var subject = message.Subject;
        if (subject.Length > numberStart
            && Utf8Parser.TryParse(subject[numberStart..], out long number, out var used)
            && used == subject.Length - numberStart
            && requests.TryTake(number, out var request))
        {
            request.Reply(Connection, message);
        }

        return ValueTask.CompletedTask;
    }

    private protected override void Complete(Exception? exception) =>
        requests.FailAll(request => exception ?? new NatsNoReplyException($"No reply received from {request.Subject}: the connection is closed"));
}
