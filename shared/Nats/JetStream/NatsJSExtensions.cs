using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>Reading acknowledgements.</summary>
public static class NatsJSExtensions
{
    /// <summary>Throws unless the message was stored by this very publish.</summary>
    /// <exception cref="NatsJSApiException">It was refused.</exception>
    /// <exception cref="NatsJSDuplicateMessageException">One with its id was stored before.</exception>
    public static void EnsureSuccess(this PubAckResponse ack)
    {
        ArgumentNullException.ThrowIfNull(ack);
        if (ack.Error is not null)
        {
            throw new NatsJSApiException(ack.Error);
        }

        if (ack.Duplicate)
        {
            throw new NatsJSDuplicateMessageException(ack.Seq);
        }
    }

    /// <summary>Whether the message was stored by this very publish.</summary>
    public static bool IsSuccess(this PubAckResponse ack) => ack is { Error: null, Duplicate: false };
}
