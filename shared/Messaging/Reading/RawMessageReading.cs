using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace Pipeline.Messaging;

/// <summary>Makes a <see cref="RawMessage"/> of what the server sends in its three ways.</summary>
internal static class RawMessageReading
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    private static readonly HashSet<string> AddedOnReading = new(StringComparer.OrdinalIgnoreCase)
    {
        MessageHeaders.Stream, MessageHeaders.Subject, MessageHeaders.Sequence, MessageHeaders.TimeStamp, "Nats-Last-Sequence", "Nats-Num-Pending", "Nats-UpTo-Sequence",
    };

    /// <summary>A direct get and a republished message tell their place in headers.</summary>
    public static RawMessage FromDirectGet(string stream, NatsMsg<byte[]> message)
    {
        var headers = message.Headers ?? throw new NatsException($"A message of {stream} came without the headers that tell its place.");
        var sequence = ulong.Parse(Required(headers, MessageHeaders.Sequence), CultureInfo.InvariantCulture);
        var time = DateTimeOffset.Parse(Required(headers, MessageHeaders.TimeStamp), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return new RawMessage(stream, sequence, time, Required(headers, MessageHeaders.Subject), OwnHeaders(headers), message.Data ?? []);
    }

    /// <summary>Null when the message does not say which stream it was stored in: then it is none of ours.</summary>
    public static RawMessage? FromRepublish(NatsMsg<byte[]> message) =>
        message.Headers is { } headers && headers.TryGetLastValue(MessageHeaders.Stream, out var stream) ? FromDirectGet(stream, message) : null;

    /// <summary>A consumer tells the place in the subject that it wants the acknowledgement on.</summary>
    public static RawMessage FromConsumer(INatsJSMsg<byte[]> message) => FromConsumer(message, message.Data);

    /// <inheritdoc cref="FromConsumer(INatsJSMsg{byte[]})"/>
    public static RawMessage FromConsumer(INatsJSMsg<Arrived> message) => FromConsumer(message, message.Data?.Data);

    private static RawMessage FromConsumer<T>(INatsJSMsg<T> message, byte[]? data)
    {
        var place = message.Metadata ?? throw new NatsException($"A message on {message.Subject} came without its place in the stream.");
        var headers = message.Headers is { } own ? OwnHeaders(own) : NoHeaders;
        return new RawMessage(place.Stream, place.Sequence.Stream, place.Timestamp, message.Subject, headers, data ?? []);
    }

    private static string Required(NatsHeaders headers, string name) =>
        headers.TryGetLastValue(name, out var value) ? value : throw new NatsException($"A stored message came without the header {name}.");

    private static IReadOnlyDictionary<string, string> OwnHeaders(NatsHeaders headers)
    {
        var own = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in headers)
        {
            if (!AddedOnReading.Contains(name))
                own[name] = values.ToString();
        }

        return own.Count == 0 ? NoHeaders : own;
    }
}
