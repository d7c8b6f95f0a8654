using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Internal;

/// <summary>A publish whose acknowledgement is awaited.</summary>
internal sealed class PendingPublish : PendingRequest<PubAckResponse>
{
    private static readonly ReusableObjects<PendingPublish> Unused = new();

    private PendingPublish()
    {
    }

    public static PendingPublish New() => Unused.TryTake(out var unused) ? unused : new PendingPublish();

    public override Exception MeaningOf(Exception exception) =>
        exception is NatsNoReplyException ? new NatsJSPublishNoResponseException(Subject, exception) : exception;

    protected override PubAckResponse Read(NatsConnection connection, in InboundMessage message, out Exception? exception)
    {
        PubAckResponse? ack = null;
        exception = null;
        if (message.HasPayload)
        {
            try
            {
                ack = PubAck.Read(message.Payload);
            }
            catch (Exception malformed)
            {
                exception = new NatsDeserializeException(message.PayloadBytes.ToArray(), malformed);
            }
        }
        else if (message.Status == 503)
        {
            exception = new NatsJSPublishNoResponseException(Subject, new NatsNoRespondersException(Subject));
        }

        if (ack is null)
        {
            exception ??= new NatsJSException($"The acknowledgement for {Subject} is empty.");
        }

        return ack!;
    }

    protected override void Recycle() => Unused.Return(this);
}
