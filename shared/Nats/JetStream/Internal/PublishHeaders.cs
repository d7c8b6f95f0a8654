using System.Buffers;
using System.Text;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace NATS.Client.JetStream.Internal;

/// <summary>The headers of a publish: those given, and what its options expect, which go before a given one of the same name.</summary>
internal static class PublishHeaders
{
    private const string MsgId = "Nats-Msg-Id";
    private const string LastMsgId = "Nats-Expected-Last-Msg-Id";
    private const string Stream = "Nats-Expected-Stream";
    private const string LastSequence = "Nats-Expected-Last-Sequence";
    private const string LastSubjectSequence = "Nats-Expected-Last-Subject-Sequence";
    private const string LastSubjectSequenceSubject = "Nats-Expected-Last-Subject-Sequence-Subject";

    /// <summary>Writes the header block; nothing when there is nothing to say. The headers given stay as they are.</summary>
    /// <exception cref="NatsException">A name or value would break the block's lines.</exception>
    public static void Write(NatsJSPubOpts opts, NatsHeaders? given, IBufferWriter<byte> writer, Encoding encoding)
    {
        if (given is not { Count: > 0 } && !Expects(opts))
        {
            return;
        }

        HeaderEncoding.Begin(writer);
        foreach (var (name, values) in given ?? [])
        {
            if (!IsReplaced(name, opts))
            {
                HeaderEncoding.Write(name, values, writer, encoding);
            }
        }

        Write(MsgId, opts.MsgId, writer, encoding);
        Write(LastMsgId, opts.ExpectedLastMsgId, writer, encoding);
        Write(Stream, opts.ExpectedStream, writer, encoding);
        Write(LastSequence, opts.ExpectedLastSequence, writer, encoding);
        Write(LastSubjectSequence, opts.ExpectedLastSubjectSequence, writer, encoding);
        Write(LastSubjectSequenceSubject, opts.ExpectedLastSubjectSequenceSubject, writer, encoding);
        HeaderEncoding.End(writer);
    }

    private static bool Expects(NatsJSPubOpts opts) =>
        opts.MsgId is not null || opts.ExpectedLastMsgId is not null || opts.ExpectedStream is not null || opts.ExpectedLastSequence is not null
        || opts.ExpectedLastSubjectSequence is not null || opts.ExpectedLastSubjectSequenceSubject is not null;

    private static bool IsReplaced(string name, NatsJSPubOpts opts) =>
        (opts.MsgId is not null && Is(name, MsgId))
        || (opts.ExpectedLastMsgId is not null && Is(name, LastMsgId))
        || (opts.ExpectedStream is not null && Is(name, Stream))
        || (opts.ExpectedLastSequence is not null && Is(name, LastSequence))
        || (opts.ExpectedLastSubjectSequence is not null && Is(name, LastSubjectSequence))
        || (opts.ExpectedLastSubjectSequenceSubject is not null && Is(name, LastSubjectSequenceSubject));

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    private static void Write(string name, string? value, IBufferWriter<byte> writer, Encoding encoding)
    {
        if (value is not null)
        {
            HeaderEncoding.Write(name, value, writer, encoding);
        }
    }

    private static void Write(string name, ulong? value, IBufferWriter<byte> writer, Encoding encoding)
    {
        if (value is { } number)
        {
            HeaderEncoding.Write(name, number, writer, encoding);
        }
    }
}
