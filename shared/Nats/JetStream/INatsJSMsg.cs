using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>A message delivered by a consumer, to be acknowledged.</summary>
public interface INatsJSMsg<out T>
{
    string Subject { get; }

    /// <summary>Bytes of subject, reply subject, headers and payload together, as the server counts.</summary>
    int Size { get; }

    NatsHeaders? Headers { get; }

    /// <summary>The payload; default when it is empty or could not be read (see <see cref="Error"/>).</summary>
    T? Data { get; }

    INatsConnection? Connection { get; }

    /// <summary>Sequences, time and delivery count; null when the message was not delivered by a consumer.</summary>
    NatsJSMsgMetadata? Metadata { get; }

    /// <summary>Where the acknowledgement goes.</summary>
    string? ReplyTo { get; }

    /// <summary>Why the payload or the headers could not be read; null when they could.</summary>
    NatsException? Error { get; }

    /// <summary>Throws what <see cref="Error"/> holds.</summary>
    void EnsureSuccess();

    /// <summary>It is handled. With DoubleAck, returns once the server has confirmed that it knows.</summary>
    ValueTask AckAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>It is not handled: deliver it again, after the delay if there is one.</summary>
    ValueTask NakAsync(AckOpts? opts = default, TimeSpan delay = default, CancellationToken cancellationToken = default);

    /// <summary>It is still being handled: start the acknowledgement's waiting time again.</summary>
    ValueTask AckProgressAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);

    /// <summary>It cannot be handled: do not deliver it again.</summary>
    ValueTask AckTerminateAsync(AckOpts? opts = default, CancellationToken cancellationToken = default);
}
