using System.Globalization;

namespace NATS.Client.JetStream.Internal;

/// <summary>Reads the subject a delivered message is acknowledged on.</summary>
/// <remarks>
/// Two shapes exist: $JS.ACK.stream.consumer.delivered.streamSeq.consumerSeq.time.pending, and the same with domain and account hash
/// before the stream and possibly a token at the end (nats-server ADR-15).
/// </remarks>
internal static class AckSubject
{
    private const int Short = 9;
    private const int Long = 11;

    /// <returns>Null when it is no such subject.</returns>
    public static NatsJSMsgMetadata? Parse(string? subject)
    {
        Span<Range> tokens = stackalloc Range[Long + 1];
        var text = subject.AsSpan();
        var stream = StreamAt(text, tokens);
        return stream > 0
            && Number(text[tokens[stream + 2]], out var delivered)
            && Sequences(text, tokens[(stream + 3)..]) is { } sequences
            && Number(text[tokens[stream + 5]], out var nanoseconds)
            && Number(text[tokens[stream + 6]], out var pending)
            ? new NatsJSMsgMetadata(
                sequences,
                delivered,
                pending,
                DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick)),
                text[tokens[stream]].ToString(),
                text[tokens[stream + 1]].ToString(),
                stream == 2 || text[tokens[2]] is "_" ? "" : text[tokens[2]].ToString())
            : null;
    }

    /// <summary>Reads the sequences alone.</summary>
    /// <returns>Null when it is no such subject.</returns>
    public static NatsJSSequencePair? SequencesIn(string? subject)
    {
        Span<Range> tokens = stackalloc Range[Long + 1];
        var text = subject.AsSpan();
        var stream = StreamAt(text, tokens);
        return stream > 0 ? Sequences(text, tokens[(stream + 3)..]) : null;
    }

    /// <returns>At which token the stream's name stands; 0 when it is no such subject.</returns>
    private static int StreamAt(ReadOnlySpan<char> text, Span<Range> tokens) =>
        !text.StartsWith("$JS.ACK.") ? 0 : text.Split(tokens, '.') switch
        {
            Short => 2,
            >= Long => 4,
            _ => 0,
        };

    private static NatsJSSequencePair? Sequences(ReadOnlySpan<char> text, ReadOnlySpan<Range> tokens) =>
        Number(text[tokens[0]], out var stream) && Number(text[tokens[1]], out var consumer) ? new NatsJSSequencePair(stream, consumer) : null;

    private static bool Number(ReadOnlySpan<char> token, out ulong number) =>
        ulong.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
