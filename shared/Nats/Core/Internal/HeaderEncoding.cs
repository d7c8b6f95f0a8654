using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace NATS.Client.Core.Internal;

/// <summary>Headers on the wire: "NATS/1.0", possibly a status, then "Name: value" lines, then an empty line.</summary>
internal static class HeaderEncoding
{
    // Printable ASCII without the colon, as every other client takes it.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Where(character => character != ':')]);

    // Room made beforehand; whoever sends more makes us grow.
    private const int MostExpected = 16;

    public static ReadOnlySpan<byte> VersionLine => "NATS/1.0"u8;

    public static int MeasureFields(IEnumerable<KeyValuePair<string, StringValues>> headers, Encoding encoding)
    {
        var length = "NATS/1.0\r\n\r\n".Length;
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                length += encoding.GetByteCount(name) + encoding.GetByteCount(value ?? "") + ": \r\n".Length;
            }
        }

        return length;
    }

    /// <summary>Writes a header block.</summary>
    /// <exception cref="NatsException">A name or value would break the block's lines.</exception>
    public static void Write(NatsHeaders headers, IBufferWriter<byte> writer, Encoding encoding)
    {
        Begin(writer);
        foreach (var (name, values) in headers)
        {
            Write(name, values, writer, encoding);
        }

        End(writer);
    }

    public static void Begin(IBufferWriter<byte> writer) => writer.Write("NATS/1.0\r\n"u8);

    public static void End(IBufferWriter<byte> writer) => writer.Write("\r\n"u8);

    /// <summary>Writes one header, a line for each of its values.</summary>
    /// <exception cref="NatsException">The name or a value would break the block's lines.</exception>
    public static void Write(string name, StringValues values, IBufferWriter<byte> writer, Encoding encoding)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new NatsException("A header name is empty or holds something else than printable ASCII without colon and space.");
        }

        foreach (var value in values)
        {
            if (value.AsSpan().ContainsAny('\r', '\n'))
            {
                throw new NatsException($"The value of header {name} holds a line break.");
            }

            Encode(name, writer, encoding);
            writer.Write(": "u8);
            Encode(value, writer, encoding);
            writer.Write("\r\n"u8);
        }
    }

    /// <summary>Writes one header with a number for its value.</summary>
    public static void Write(string name, ulong value, IBufferWriter<byte> writer, Encoding encoding)
    {
        Encode(name, writer, encoding);
        writer.Write(": "u8);
        Utf8Formatter.TryFormat(value, writer.GetSpan(20), out var length);
        writer.Advance(length);
        writer.Write("\r\n"u8);
    }

    private static void Encode(string? text, IBufferWriter<byte> writer, Encoding encoding)
    {
        var room = writer.GetSpan(encoding.GetMaxByteCount(text?.Length ?? 0));
        writer.Advance(encoding.GetBytes(text, room));
    }

    /// <summary>The status code of a header block, or 0; without reading the rest.</summary>
    public static int StatusOf(ReadOnlySpan<byte> block)
    {
        if (!block.StartsWith(VersionLine))
        {
            return 0;
        }

        var status = NextLine(ref block)[VersionLine.Length..];
        return status is [(byte)' ', ..] ? CodeOf(status.TrimStart((byte)' '), out _) : 0;
    }

    /// <summary>Reads a header block.</summary>
    /// <exception cref="NatsException">It is none.</exception>
    public static NatsHeaders Read(ReadOnlySpan<byte> block, Encoding encoding)
    {
        if (!block.StartsWith(VersionLine))
        {
            throw new NatsException("The header block does not begin with NATS/1.0.");
        }

        var headers = new NatsHeaders(Math.Clamp(block.Count((byte)'\n') - 2, 0, MostExpected));
        var line = NextLine(ref block);
        if (line.Length > VersionLine.Length)
        {
            ReadStatus(line[VersionLine.Length..], headers);
        }

        while (!block.IsEmpty)
        {
            line = NextLine(ref block);
            if (line.IsEmpty)
            {
                break;
            }

            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
            {
                throw new NatsException("A header line has no name.");
            }

            var name = RepeatedText.Of(line[..colon], encoding);
            var value = encoding.GetString(line[(colon + 1)..].Trim(" \t"u8));
            headers[name] = headers.TryGetValue(name, out var before) ? StringValues.Concat(before, value) : value;
        }

        headers.SetReadOnly();
        return headers;
    }

    private static void ReadStatus(ReadOnlySpan<byte> status, NatsHeaders headers)
    {
        if (status[0] != ' ')
        {
            throw new NatsException("The header block does not begin with NATS/1.0.");
        }

        status = status.Trim((byte)' ');
        headers.Code = CodeOf(status, out var used);
        if (headers.Code == 0)
        {
            return;
        }

        headers.MessageText = Encoding.UTF8.GetString(status[used..].Trim((byte)' '));
        headers.Message = headers.MessageText switch
        {
            var text when text.Equals("Idle Heartbeat", StringComparison.OrdinalIgnoreCase) => NatsHeaders.Messages.IdleHeartbeat,
            var text when text.Equals("Bad Request", StringComparison.OrdinalIgnoreCase) => NatsHeaders.Messages.BadRequest,
            var text when text.Equals("Consumer Deleted", StringComparison.OrdinalIgnoreCase) => NatsHeaders.Messages.ConsumerDeleted,
            var text when text.Equals("Consumer is push based", StringComparison.OrdinalIgnoreCase) => NatsHeaders.Messages.ConsumerIsPushBased,
            var text when text.Equals("No Messages", StringComparison.OrdinalIgnoreCase) => NatsHeaders.Messages.NoMessages,
            var text when text.Equals("Request Timeout", StringComparison.OrdinalIgnoreCase) => NatsHeaders.Messages.RequestTimeout,
            var text when text.Equals("Message Size Exceeds MaxBytes", StringComparison.OrdinalIgnoreCase) =>
                NatsHeaders.Messages.MessageSizeExceedsMaxBytes,
            _ => NatsHeaders.Messages.Text,
        };
    }

    private static int CodeOf(ReadOnlySpan<byte> status, out int used) =>
        Utf8Parser.TryParse(status, out ushort code, out used) ? code : 0;

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> block)
    {
        var end = block.IndexOf("\r\n"u8);
        var line = end < 0 ? block : block[..end];
        block = end < 0 ? default : block[(end + 2)..];
        return line;
    }
}
