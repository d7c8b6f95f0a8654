using System.Buffers;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>A message still in the receive buffer: valid until its handler returns.</summary>
internal readonly struct InboundMessage(ReadOnlyMemory<byte> bytes, ProtocolFrame frame)
{
    public ReadOnlySpan<byte> Subject => frame.Subject.Of(bytes.Span);

    public ReadOnlySpan<byte> Headers => frame.Headers.Of(bytes.Span);

    public ReadOnlySequence<byte> Payload => new(bytes.Slice(frame.Payload.Start, frame.Payload.Length));

    public ReadOnlySpan<byte> PayloadBytes => frame.Payload.Of(bytes.Span);

    public bool HasPayload => frame.Payload.Length > 0;

    public string? ReplyTo => frame.ReplyTo.Length == 0 ? null : Encoding.UTF8.GetString(frame.ReplyTo.Of(bytes.Span));

    /// <summary>As the server counts: subject, reply subject, headers and payload.</summary>
    public int Size => frame.Subject.Length + frame.ReplyTo.Length + frame.Headers.Length + frame.Payload.Length;

    /// <summary>The status code of its headers, or 0.</summary>
    public int Status => frame.Headers.Length == 0 ? 0 : HeaderEncoding.StatusOf(Headers);

    /// <summary>The message with its payload read; what cannot be read is told by its Error, for its receiver to deal with.</summary>
    /// <param name="connection">Where it came from.</param>
    /// <param name="deserializer">Reads the payload.</param>
    /// <param name="subjectRepeats">Whether others of the same subject are likely.</param>
    public NatsMsg<T> ToMessage<T>(NatsConnection connection, INatsDeserialize<T> deserializer, bool subjectRepeats = true)
    {
        var name = subjectRepeats ? RepeatedText.Of(Subject, Encoding.UTF8) : Encoding.UTF8.GetString(Subject);
        var flags = NatsMsgFlags.None;
        NatsHeaders? headers = null;
        T? data = default;
        if (frame.Headers.Length > 0)
        {
            headers = ReadHeaders(connection.Opts.HeaderEncoding);
        }

        if (HasPayload)
        {
            try
            {
                data = deserializer.Deserialize(Payload);
            }
            catch (Exception exception)
            {
                headers ??= new NatsHeaders();
                headers.Error ??= new NatsDeserializeException(Payload.ToArray(), exception);
            }
        }
        else
        {
            flags |= headers?.Code == 503 ? NatsMsgFlags.Empty | NatsMsgFlags.NoResponders : NatsMsgFlags.Empty;
        }

        return new NatsMsg<T>(name, ReplyTo, Size, headers, data, connection, flags);
    }

    public NatsHeaders ReadHeaders(Encoding encoding)
    {
        try
        {
            return HeaderEncoding.Read(Headers, encoding);
        }
        catch (NatsException exception)
        {
            return new NatsHeaders { Error = new NatsHeaderParseException(Headers.ToArray(), exception) };
        }
    }
}
