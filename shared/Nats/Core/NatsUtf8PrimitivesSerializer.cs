using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace NATS.Client.Core;

/// <summary>Text, numbers, dates, Guid and bool as UTF-8; other types go to the next serializer.</summary>
public class NatsUtf8PrimitivesSerializer<T> : INatsSerializer<T>
{
    public static readonly NatsUtf8PrimitivesSerializer<T> Default = new();

    private readonly INatsSerializer<T>? next;

    public NatsUtf8PrimitivesSerializer(INatsSerializer<T>? next = null) => this.next = next;

    public INatsSerializer<T> CombineWith(INatsSerializer<T> next) => new NatsUtf8PrimitivesSerializer<T>(next);

    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        switch (value)
        {
            case string text:
                Encoding.UTF8.GetBytes(text, bufferWriter);
                return;
            case bool flag:
                bufferWriter.Write(flag ? "True"u8 : "False"u8);
                return;
            case DateTime or DateTimeOffset or Guid or TimeSpan or byte or sbyte or short or ushort or int or uint or long or ulong
                or decimal or double or float:
                Format((IUtf8SpanFormattable)value, bufferWriter);
                return;
        }

        if (next is null)
        {
            throw new NatsException($"Can't serialize {typeof(T)}");
        }

        next.Serialize(bufferWriter, value);
    }

    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (typeof(T) == typeof(string))
        {
            return (T)(object)Encoding.UTF8.GetString(buffer);
        }

        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var span = buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray();
        if (Parse(type, span, out var known) is { } value)
        {
            return (T)value;
        }

        return known ? throw new NatsException($"Can't deserialize {typeof(T)}. Parsing error")
            : next is null ? throw new NatsException($"Can't deserialize {typeof(T)}")
            : next.Deserialize(buffer);
    }

    private static void Format(IUtf8SpanFormattable value, IBufferWriter<byte> writer)
    {
        // "O" is what Utf8Parser reads back exactly; the other types have one invariant form.
        var format = value is DateTime or DateTimeOffset ? "O" : default;
        value.TryFormat(writer.GetSpan(128), out var written, format, CultureInfo.InvariantCulture);
        writer.Advance(written);
    }

    private static object? Parse(Type type, ReadOnlySpan<byte> text, out bool known)
    {
        known = true;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => Utf8Parser.TryParse(text, out int number, out _) ? number : null,
            TypeCode.Int64 => Utf8Parser.TryParse(text, out long number, out _) ? number : null,
            TypeCode.UInt64 => Utf8Parser.TryParse(text, out ulong number, out _) ? number : null,
            TypeCode.UInt32 => Utf8Parser.TryParse(text, out uint number, out _) ? number : null,
            TypeCode.Int16 => Utf8Parser.TryParse(text, out short number, out _) ? number : null,
            TypeCode.UInt16 => Utf8Parser.TryParse(text, out ushort number, out _) ? number : null,
            TypeCode.Byte => Utf8Parser.TryParse(text, out byte number, out _) ? number : null,
            TypeCode.SByte => Utf8Parser.TryParse(text, out sbyte number, out _) ? number : null,
            TypeCode.Decimal => Utf8Parser.TryParse(text, out decimal number, out _) ? number : null,
            TypeCode.Double => Utf8Parser.TryParse(text, out double number, out _) ? number : null,
            TypeCode.Single => Utf8Parser.TryParse(text, out float number, out _) ? number : null,
            TypeCode.Boolean => Utf8Parser.TryParse(text, out bool flag, out _) ? flag : null,
            TypeCode.DateTime => Utf8Parser.TryParse(text, out DateTime time, out _, 'O') ? time : null,
            _ when type == typeof(DateTimeOffset) => Utf8Parser.TryParse(text, out DateTimeOffset time, out _, 'O') ? time : null,
            _ when type == typeof(Guid) => Utf8Parser.TryParse(text, out Guid id, out _) ? id : null,
            _ when type == typeof(TimeSpan) => Utf8Parser.TryParse(text, out TimeSpan span, out _) ? span : null,
            _ => Unknown(out known),
        };
    }

    private static object? Unknown(out bool known)
    {
        known = false;
        return null;
    }
}
