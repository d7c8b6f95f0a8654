namespace NATS.Client.Core.Internal;

/// <summary>A request whose answer is a message.</summary>
internal sealed class PendingReply<T> : PendingRequest<NatsMsg<T>>
{
    private static readonly ReusableObjects<PendingReply<T>> Unused = new();

    private INatsDeserialize<T>? deserializer;
    private bool needsResponder;

    private PendingReply()
    {
    }

    /// <param name="deserializer">Reads the reply's payload.</param>
    /// <param name="needsResponder">Whether "no responders" is an exception instead of a reply.</param>
    public static PendingReply<T> New(INatsDeserialize<T> deserializer, bool needsResponder)
    {
        var request = Unused.TryTake(out var unused) ? unused : new PendingReply<T>();
        (request.deserializer, request.needsResponder) = (deserializer, needsResponder);
        return request;
    }

    protected override NatsMsg<T> Read(NatsConnection connection, in InboundMessage message, out Exception? exception)
    {
        var reply = message.ToMessage(connection, deserializer!, subjectRepeats: false);
        exception = reply.HasNoResponders && needsResponder ? new NatsNoRespondersException(Subject) : null;
        return reply;
    }

    protected override void Recycle() => Unused.Return(this);
}
