using System.Buffers.Text;
using System.Text;

namespace NATS.Client.Core.Internal;

/// <summary>Reads the server's side of the NATS protocol from a buffer that may end anywhere.</summary>
/// <remarks>Stateless: an incomplete frame is read again from its start when more bytes are there; its line is short and its payload is
/// skipped by length.</remarks>
internal static class ProtocolParser
{
    /// <summary>The longest line: INFO of a large cluster stays well below.</summary>
    public const int MaxLine = 64 * 1024;

    /// <summary>The largest message: nats-server allows at most 64 MiB, and adds headers to stored messages.</summary>
    public const int MaxMessage = 65 * 1024 * 1024;

    private const int MaxTokens = 5;

    /// <summary>Reads the frame at the buffer's start.</summary>
    /// <returns>False when it is not complete yet.</returns>
    /// <exception cref="NatsProtocolViolationException">It is no frame, or larger than any frame may be.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out ProtocolFrame frame)
    {
        frame = default;
        if (buffer.IsEmpty)
        {
            return false;
        }

        var end = buffer[..Math.Min(buffer.Length, MaxLine)].IndexOf((byte)'\n');
        if (end < 0)
        {
            RefuseWhatCannotBecomeALine(buffer);
            return false;
        }

        var line = buffer[..end].TrimEnd((byte)'\r');
        var lineLength = end + 1;
        switch (line.IsEmpty ? (byte)0 : (byte)(line[0] & ~0x20))
        {
            case (byte)'M' when Verb(line, "MSG"u8):
                return TryReadMessage(buffer, line, lineLength, withHeaders: false, out frame);
            case (byte)'H' when Verb(line, "HMSG"u8):
                return TryReadMessage(buffer, line, lineLength, withHeaders: true, out frame);
            case (byte)'P' when Is(line, "PING"u8):
                frame = new ProtocolFrame(FrameKind.Ping, lineLength);
                return true;
            case (byte)'P' when Is(line, "PONG"u8):
                frame = new ProtocolFrame(FrameKind.Pong, lineLength);
                return true;
            case (byte)'I' when Verb(line, "INFO"u8):
                frame = new ProtocolFrame(FrameKind.Info, lineLength, Text: Trimmed(line, 5, " \t"u8));
                return true;
            default:
                if (Is(line, "+OK"u8))
                {
                    frame = new ProtocolFrame(FrameKind.Ok, lineLength);
                    return true;
                }

                if (Verb(line, "-ERR"u8))
                {
                    frame = new ProtocolFrame(FrameKind.Error, lineLength, Text: Trimmed(line, 5, " \t'"u8));
                    return true;
                }

                throw Violation("unknown verb", line);
        }
    }

    private static bool TryReadMessage(
        ReadOnlySpan<byte> buffer,
        ReadOnlySpan<byte> line,
        int lineLength,
        bool withHeaders,
        out ProtocolFrame frame)
    {
        Span<Range> tokens = stackalloc Range[MaxTokens];
        var count = Split(line, withHeaders ? 5 : 4, tokens);
        var sizes = withHeaders ? 2 : 1;
        if (count is < 0 || count != 2 + sizes && count != 3 + sizes)
        {
            throw Violation("malformed message line", line);
        }

        var sid = Number(line[tokens[1]], line);
        var total = Number(line[tokens[count - 1]], line);
        var headers = withHeaders ? Number(line[tokens[count - 2]], line) : 0;
        if (total > MaxMessage || headers > total)
        {
            throw Violation("impossible message size", line);
        }

        frame = default;
        var length = lineLength + total + 2;
        if (buffer.Length < length)
        {
            return false;
        }

        if (buffer[length - 2] != '\r' || buffer[length - 1] != '\n')
        {
            throw Violation("message longer than announced", line);
        }

        frame = new ProtocolFrame(
            FrameKind.Message,
            length,
            Sid: sid,
            Subject: At(tokens[0]),
            ReplyTo: count == 3 + sizes ? At(tokens[2]) : default,
            Headers: new Part(lineLength, headers),
            Payload: new Part(lineLength + headers, total - headers));
        return true;
    }

    private static int Split(ReadOnlySpan<byte> line, int start, Span<Range> tokens)
    {
        var count = 0;
        var position = start;
        while (position < line.Length)
        {
            if (line[position] is (byte)' ' or (byte)'\t')
            {
                position++;
                continue;
            }

            if (count == tokens.Length)
            {
                return -1;
            }

            var length = line[position..].IndexOfAny((byte)' ', (byte)'\t');
            var tokenEnd = length < 0 ? line.Length : position + length;
            tokens[count++] = new Range(position, tokenEnd);
            position = tokenEnd;
        }

        return count;
    }

    private static int Number(ReadOnlySpan<byte> token, ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(token, out int value, out var used) && used == token.Length && value >= 0
            ? value
            : throw Violation("malformed number", line);

    private static Part At(Range token) => new(token.Start.Value, token.End.Value - token.Start.Value);

    private static Part Trimmed(ReadOnlySpan<byte> line, int start, ReadOnlySpan<byte> marks)
    {
        var end = line.Length;
        start = Math.Min(start, end);
        while (start < end && marks.Contains(line[start]))
        {
            start++;
        }

        while (end > start && marks.Contains(line[end - 1]))
        {
            end--;
        }

        return new Part(start, end - start);
    }

    private static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> verb) => Ascii.EqualsIgnoreCase(line.TrimEnd((byte)' '), verb);

    private static bool Verb(ReadOnlySpan<byte> line, ReadOnlySpan<byte> verb) =>
        line.Length > verb.Length && line[verb.Length] is (byte)' ' or (byte)'\t' && Ascii.EqualsIgnoreCase(line[..verb.Length], verb);

    // Without this, garbage that never ends its line would be waited for until the keep-alive gives up.
    private static void RefuseWhatCannotBecomeALine(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length >= MaxLine)
        {
            throw Violation("line too long", buffer);
        }

        if (!Begins(buffer, "MSG "u8) && !Begins(buffer, "HMSG "u8) && !Begins(buffer, "PING"u8) && !Begins(buffer, "PONG"u8)
            && !Begins(buffer, "INFO "u8) && !Begins(buffer, "+OK"u8) && !Begins(buffer, "-ERR "u8))
        {
            throw Violation("unknown verb", buffer);
        }
    }

    private static bool Begins(ReadOnlySpan<byte> buffer, ReadOnlySpan<byte> verb)
    {
        var length = Math.Min(buffer.Length, verb.Length);
        return length == verb.Length && verb[^1] == ' '
            ? Ascii.EqualsIgnoreCase(buffer[..(length - 1)], verb[..^1]) && buffer[length - 1] is (byte)' ' or (byte)'\t'
            : Ascii.EqualsIgnoreCase(buffer[..length], verb[..length]);
    }

    private static NatsProtocolViolationException Violation(string what, ReadOnlySpan<byte> line)
    {
        var shown = Encoding.ASCII.GetString(line[..Math.Min(line.Length, 64)]);
        var printable = string.Concat(shown.Select(character => char.IsControl(character) ? '?' : character));
        return new NatsProtocolViolationException($"The server's line is no NATS protocol ({what}): {printable}");
    }
}
