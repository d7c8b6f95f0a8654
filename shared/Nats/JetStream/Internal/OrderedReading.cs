using NATS.Client.Core;

namespace NATS.Client.JetStream.Internal;

/// <summary>Reads one consumer's messages as long as none is missing.</summary>
internal sealed class OrderedReading<T>(ConsumeSub<T> sub)
{
    private ulong consumerSequence;

    /// <summary>Why it is over; null while it is not.</summary>
    public string? Ended { get; private set; }

    /// <summary>The stream sequence of the last message.</summary>
    public ulong StreamSequence { get; private set; }

    /// <summary>The next message in order, or null when the consumer has to be made anew.</summary>
    /// <exception cref="NatsException">It would meet the same end again.</exception>
    public async ValueTask<INatsJSMsg<T>?> NextAsync()
    {
        INatsJSMsg<T>? msg = null;
        try
        {
            while (!sub.Deliveries.TryTake(out msg))
            {
                if (!await sub.Deliveries.WaitAsync().ConfigureAwait(false))
                {
                    Ended = "the subscription ended";
                    return null;
                }
            }
        }
        catch (NatsJSProtocolException exception) when (exception.HeaderCode is 503 or 409)
        {
            Ended = exception.Message;
            return null;
        }

        sub.HandedOver(msg.Size);
        if (AckSubject.SequencesIn(msg.ReplyTo) is not { } sequences || sequences.Consumer != consumerSequence + 1)
        {
            Ended = $"delivery {consumerSequence + 1} is missing";
            return null;
        }

        consumerSequence++;
        StreamSequence = sequences.Stream;
        return msg;
    }
}
