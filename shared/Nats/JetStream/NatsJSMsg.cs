using System.Globalization;
using System.Text;
using NATS.Client.Core;
using NATS.Client.JetStream.Internal;

namespace NATS.Client.JetStream;

/// <summary>A message delivered by a consumer, to be acknowledged.</summary>
public readonly struct NatsJSMsg<T> : INatsJSMsg<T>
{
    private readonly NatsMsg<T> msg;
    private readonly NatsJSContext context;

    internal NatsJSMsg(NatsMsg<T> msg, NatsJSContext context)
    {
        this.msg = msg;
        this.context = context;
    }

    public string Subject => msg.Subject;

    public int Size => msg.Size;

    public NatsHeaders? Headers => msg.Headers;

    public T? Data => msg.Data;

    public INatsConnection? Connection => msg.Connection;

    public NatsJSMsgMetadata? Metadata => AckSubject.Parse(msg.ReplyTo);

    public string? ReplyTo => msg.ReplyTo;

    public NatsException? Error => msg.Error;

    public void EnsureSuccess() => msg.EnsureSuccess();

    public ValueTask AckAsync(AckOpts? opts = default, CancellationToken cancellationToken = default) =>
        AcknowledgeAsync(AckBody.Ack, opts, cancellationToken);

    public ValueTask NakAsync(AckOpts? opts = default, TimeSpan delay = default, CancellationToken cancellationToken = default) =>
        AcknowledgeAsync(delay == default ? AckBody.Nak : AckBody.DelayedNak(delay), opts, cancellationToken);

    public ValueTask AckProgressAsync(AckOpts? opts = default, CancellationToken cancellationToken = default) =>
        AcknowledgeAsync(AckBody.Progress, opts, cancellationToken);

    public ValueTask AckTerminateAsync(AckOpts? opts = default, CancellationToken cancellationToken = default) =>
        AcknowledgeAsync(AckBody.Terminate, opts, cancellationToken);

    private ValueTask AcknowledgeAsync(ReadOnlyMemory<byte> body, AckOpts? opts, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(ReplyTo) || context is null)
        {
            throw new NatsJSException("The message was not delivered by a consumer; it cannot be acknowledged.");
        }

        return opts?.DoubleAck ?? context.Opts.DoubleAck
            ? context.ConfirmAsync(ReplyTo, body, cancellationToken)
            : context.Core.PublishBytesAsync(ReplyTo, body, cancellationToken);
    }
}

/// <summary>What acknowledgements say.</summary>
internal static class AckBody
{
    public static readonly ReadOnlyMemory<byte> Ack = "+ACK"u8.ToArray();
    public static readonly ReadOnlyMemory<byte> Nak = "-NAK"u8.ToArray();
    public static readonly ReadOnlyMemory<byte> Progress = "+WPI"u8.ToArray();
    public static readonly ReadOnlyMemory<byte> Terminate = "+TERM"u8.ToArray();

    public static ReadOnlyMemory<byte> DelayedNak(TimeSpan delay) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"-NAK {{\"delay\":{delay.Ticks * TimeSpan.NanosecondsPerTick}}}"));
}
