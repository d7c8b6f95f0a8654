using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Internal;

/// <summary>The API's answer: what was asked for, or a refusal.</summary>
internal sealed record ApiAnswer<T>(T? Value, ApiError? Error);

/// <summary>Writes requests to the API.</summary>
internal sealed class ApiRequestSerializer<T> : INatsSerialize<T>
{
    public static readonly ApiRequestSerializer<T> Default = new();

    private static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)NatsJSJsonContext.Default.GetTypeInfo(typeof(T))!;

    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        using var json = new Utf8JsonWriter(bufferWriter);
        JsonSerializer.Serialize(json, value, Type);
    }
}

/// <summary>Reads the API's answers.</summary>
internal sealed class ApiAnswerDeserializer<T> : INatsDeserialize<ApiAnswer<T>>
{
    public static readonly ApiAnswerDeserializer<T> Default = new();

    private static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)NatsJSJsonContext.Default.GetTypeInfo(typeof(T))!;

    public ApiAnswer<T> Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (ErrorIn(buffer) is { } error)
        {
            return new ApiAnswer<T>(default, error);
        }

        var json = new Utf8JsonReader(buffer);
        return new ApiAnswer<T>(JsonSerializer.Deserialize(ref json, Type), null);
    }

    private static ApiError? ErrorIn(in ReadOnlySequence<byte> buffer)
    {
        var json = new Utf8JsonReader(buffer);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isError = json.ValueTextEquals("error"u8);
            json.Read();
            if (isError)
            {
                return JsonSerializer.Deserialize(ref json, NatsJSJsonContext.Default.ApiError);
            }

            json.Skip();
        }

        return null;
    }
}
