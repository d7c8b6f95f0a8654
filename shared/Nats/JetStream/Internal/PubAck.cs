using System.Buffers;
using System.Text;
using System.Text.Json;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Internal;

/// <summary>Reads a stream's answer to a publish, without a detour: every stored message has one.</summary>
internal static class PubAck
{
    /// <exception cref="JsonException">It is no answer.</exception>
    public static PubAckResponse? Read(in ReadOnlySequence<byte> buffer)
    {
        var json = new Utf8JsonReader(buffer);
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var ack = json.TokenType == JsonTokenType.StartObject ? new PubAckResponse() : throw new JsonException("It is no object.");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadProperty(ref json, ack);
        }

        // Any service may answer with an object; only a stream says where it has stored the message.
        return ack is { Error: null, Stream: null } ? throw new JsonException("It names no stream.") : ack;
    }

    private static void ReadProperty(ref Utf8JsonReader json, PubAckResponse ack)
    {
        if (Comes(ref json, "stream"u8))
        {
            ack.Stream = NameIn(ref json);
        }
        else if (Comes(ref json, "seq"u8))
        {
            ack.Seq = json.GetUInt64();
        }
        else if (Comes(ref json, "duplicate"u8))
        {
            ack.Duplicate = json.GetBoolean();
        }
        else if (Comes(ref json, "domain"u8))
        {
            ack.Domain = json.GetString();
        }
        else if (Comes(ref json, "val"u8))
        {
            ack.Value = json.GetString();
        }
        else if (Comes(ref json, "error"u8))
        {
            ack.Error = JsonSerializer.Deserialize(ref json, NatsJSJsonContext.Default.ApiError);
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }

    private static bool Comes(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
    {
        if (!json.ValueTextEquals(name))
        {
            return false;
        }

        json.Read();
        return true;
    }

    // Without escapes, and in one piece, as all names are that a stream may have.
    private static string? NameIn(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && !json.HasValueSequence
            ? RepeatedText.Of(json.ValueSpan, Encoding.UTF8)
            : json.GetString();
}
