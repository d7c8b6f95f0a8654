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
        if (subject is null || !subject.StartsWith("$JS.ACK.", StringComparison.Ordinal))
        {
            return null;
        }

        var tokens = subject.Split('.');
        if (tokens.Length != Short && tokens.Length < Long)
        {
            return null;
        }

        var domain = tokens.Length == Short || tokens[2] == "_" ? "" : tokens[2];
        var rest = tokens.AsSpan(tokens.Length == Short ? 2 : 4);
        return Number(rest[2], out var delivered)
            && Number(rest[3], out var streamSequence)
            && Number(rest[4], out var consumerSequence)
            && Number(rest[5], out var nanoseconds)
            && Number(rest[6], out var pending)
            ? new NatsJSMsgMetadata(
                new NatsJSSequencePair(streamSequence, consumerSequence),
                delivered,
                pending,
                DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / TimeSpan.NanosecondsPerTick)),
                rest[0],
                rest[1],
                domain)
            : null;
    }

    private static bool Number(
        string token,
        out ulong number) => ulong.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
