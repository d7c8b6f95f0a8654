using System.Buffers.Text;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>The one wildcard subscription that all replies arrive on.</summary>
internal sealed class ReplyInbox(
    NatsConnection connection,
    PendingRequests requests,
    string prefix) : NatsSubBase(connection,
    $"{prefix}.*",
    null)
{
    private readonly byte[] numbered = Encoding.UTF8.GetBytes($"{prefix}.");

    public ReplySubject ReplyTo(long number) => new(numbered, number);

    internal override ValueTask ReceiveAsync(in InboundMessage message)
    {
        var subject = message.Subject;
        if (subject.Length > numbered.Length
            && Utf8Parser.TryParse(subject[numbered.Length..], out long number, out var used)
            && used == subject.Length - numbered.Length
            && requests.TryTake(number, out var request))
        {
            request.Answer(Connection, message);
            TransportReader.Wake(request);
        }

        return ValueTask.CompletedTask;
    }

    private protected override void Complete(Exception? exception) =>
        requests.FailAll(request => exception ?? new NatsNoReplyException($"No reply received from {request.Subject}: the connection is closed"));
}
