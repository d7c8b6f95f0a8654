using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Wire.MessagePack;

/// <summary>Reads MessagePack documents of clients into JSON nodes: the same messages, whichever encoding a client speaks.</summary>
public static class MessagePackReader
{
    // A client's message is flat; deeper ones could only be meant to exhaust the stack.
    private const int MaxDepth = 32;

    /// <summary>Reads one document from the start of a buffer.</summary>
    /// <param name="document">The document; null when it is MessagePack's nil.</param>
    /// <param name="read">Bytes it took.</param>
    public static DocumentState TryRead(ReadOnlySpan<byte> bytes, out JsonNode? document, out int read)
    {
        var cursor = new Cursor(bytes);
        document = cursor.Value(0);
        read = cursor.At;
        return cursor.State;
    }

    private ref struct Cursor(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int At { get; private set; }

        public DocumentState State { get; private set; } = DocumentState.Complete;

        public JsonNode? Value(int depth)
        {
            if (depth > MaxDepth) return Fail(DocumentState.Invalid);
            var head = Take(1);
            if (head.Length == 0) return null;
            var code = head[0];
            switch (code)
            {
                case <= 0x7f:
                    return code;
                case <= 0x8f:
                    return Map(code & 0x0f, depth);
                case <= 0x9f:
                    return Items(code & 0x0f, depth);
                case <= 0xbf:
                    return Text(code & 0x1f);
                case 0xc0:
                    return null;
                case 0xc2 or 0xc3:
                    return code == 0xc3;
                case 0xc4 or 0xc5 or 0xc6:
                    // Older encoders write texts as binary.
                    return Text(Length(1 << (code - 0xc4)));
                case 0xc7 or 0xc8 or 0xc9:
                    return Extension(Length(1 << (code - 0xc7)));
                case 0xca:
                    return Take(4) is { Length: 4 } single ? BinaryPrimitives.ReadSingleBigEndian(single) : null;
                case 0xcb:
                    return Take(8) is { Length: 8 } whole ? BinaryPrimitives.ReadDoubleBigEndian(whole) : null;
                case >= 0xcc and <= 0xcf:
                    return Unsigned(1 << (code - 0xcc));
                case >= 0xd0 and <= 0xd3:
                    return Signed(1 << (code - 0xd0));
                case >= 0xd4 and <= 0xd8:
                    return Extension(1 << (code - 0xd4));
                case >= 0xd9 and <= 0xdb:
                    return Text(Length(1 << (code - 0xd9)));
                case 0xdc or 0xdd:
                    return Items(Length(code == 0xdc ? 2 : 4), depth);
                case 0xde or 0xdf:
                    return Map(Length(code == 0xde ? 2 : 4), depth);
                case >= 0xe0:
                    return unchecked((sbyte)code);
                default:
                    return Fail(DocumentState.Invalid);
            }
        }

        private JsonObject? Map(int count, int depth)
        {
            var map = new JsonObject();
            for (var index = 0; index < count && State == DocumentState.Complete; index++)
            {
                if (Value(depth + 1) is not JsonValue key || State != DocumentState.Complete)
                {
                    if (State == DocumentState.Complete) Fail(DocumentState.Invalid);
                    return null;
                }

                map[key.ToString()] = Value(depth + 1);
            }

            return map;
        }

        private JsonArray Items(int count, int depth)
        {
            var items = new JsonArray();
            for (var index = 0; index < count && State == DocumentState.Complete; index++) items.Add(Value(depth + 1));
            return items;
        }

        private JsonValue? Text(int length)
        {
            var text = Take(length);
            return State == DocumentState.Complete ? JsonValue.Create(Encoding.UTF8.GetString(text)) : null;
        }

        /// <summary>Timestamps become RFC 3339 texts; clients have no other extension to send.</summary>
        private JsonNode? Extension(int length)
        {
            var type = Take(1);
            var data = Take(length);
            if (State != DocumentState.Complete) return null;
            return type[0] == 0xff && Moment(data) is { } moment ? moment.ToString("O", CultureInfo.InvariantCulture) : Fail(DocumentState.Invalid);
        }

        private static DateTime? Moment(ReadOnlySpan<byte> data)
        {
            var packed = data.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(data) : 0;
            var (seconds, nanoseconds) = data.Length switch
            {
                4 => (BinaryPrimitives.ReadUInt32BigEndian(data), 0u),
                8 => ((long)(packed & ((1UL << 34) - 1)), (uint)(packed >> 34)),
                12 => (BinaryPrimitives.ReadInt64BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data)),
                _ => (long.MaxValue, 0u),
            };
            return seconds is >= -62_135_596_800 and <= 253_402_300_799 && nanoseconds < 1_000_000_000
                ? DateTime.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / 100)
                : null;
        }

        private JsonValue? Unsigned(int size)
        {
            ulong value = 0;
            foreach (var part in Take(size)) value = (value << 8) | part;
            return State == DocumentState.Complete ? JsonValue.Create(value) : null;
        }

        private JsonValue? Signed(int size)
        {
            var bytes = Take(size);
            if (State != DocumentState.Complete) return null;
            long value = unchecked((sbyte)bytes[0]);
            foreach (var part in bytes[1..]) value = (value << 8) | part;
            return JsonValue.Create(value);
        }

        /// <summary>A length of so many bytes; what no buffer can hold is invalid.</summary>
        private int Length(int size)
        {
            uint length = 0;
            foreach (var part in Take(size)) length = (length << 8) | part;
            if (length > int.MaxValue) Fail(DocumentState.Invalid);
            return State == DocumentState.Complete ? (int)length : 0;
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (State != DocumentState.Complete) return [];
            if (length > _bytes.Length - At)
            {
                Fail(DocumentState.Incomplete);
                return [];
            }

            At += length;
            return _bytes.Slice(At - length, length);
        }

        private JsonNode? Fail(DocumentState state)
        {
            State = state;
            return null;
        }
    }
}
