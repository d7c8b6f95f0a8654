using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Pipeline.Messaging;

/// <summary>Stored messages as JSON lines: what <c>replay --json</c> prints and <c>--input -</c> reads.</summary>
public static class RecordedLines
{
    /// <summary><c>{"stream","sequence","time","subject","headers","data"}</c>; data that is not JSON is written as base64 text.</summary>
    public static string Write(RawMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var buffer = new ArrayBufferWriter<byte>();
        using (var line = new Utf8JsonWriter(buffer))
        {
            line.WriteStartObject();
            line.WriteString("stream", message.Stream);
            line.WriteNumber("sequence", message.Sequence);
            line.WriteString("time", message.Time.UtcDateTime.ToString("O"));
            line.WriteString("subject", message.Subject);
            line.WriteStartObject("headers");
            foreach (var (name, value) in message.Headers)
                line.WriteString(name, value);
            line.WriteEndObject();
            line.WritePropertyName("data");
            WriteData(line, message.Data.Span);
            line.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="FormatException">A line is not such a line; its number and the reason are in the message.</exception>
    public static async IAsyncEnumerable<RawMessage> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var number = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Parse(line, number);
        }
    }

    private static RawMessage Parse(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var data = root.GetProperty("data");
            return new RawMessage(
                root.GetProperty("stream").GetString()!,
                root.GetProperty("sequence").GetUInt64(),
                root.GetProperty("time").GetDateTimeOffset(),
                root.GetProperty("subject").GetString()!,
                root.TryGetProperty("headers", out var headers)
                    ? headers.EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString() ?? "", StringComparer.Ordinal)
                    : new Dictionary<string, string>(StringComparer.Ordinal),
                data.ValueKind == JsonValueKind.String ? data.GetBytesFromBase64() : Encoding.UTF8.GetBytes(data.GetRawText()));
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"Line {number} is not a recorded message: {malformed.Message}", malformed);
        }
    }

    private static void WriteData(Utf8JsonWriter line, ReadOnlySpan<byte> data)
    {
        try
        {
            // The whole body or nothing: what follows a complete value makes it a poison message, and must stay one.
            using var document = JsonDocument.Parse(data.ToArray());
            if (document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                document.RootElement.WriteTo(line);
                return;
            }
        }
        catch (JsonException)
        {
            // Not JSON is no fault here: a dead letter may hold anything, and is written as it is.
        }

        line.WriteBase64StringValue(data);
    }
}
