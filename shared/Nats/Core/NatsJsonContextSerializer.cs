using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NATS.Client.Core;

/// <summary>JSON by source-generated contexts; types that none of them knows go to the next serializer.</summary>
public sealed class NatsJsonContextSerializer<T> : INatsSerializer<T>
{
    private readonly JsonSerializerContext[] contexts;
    private readonly INatsSerializer<T>? next;
    private readonly JsonTypeInfo<T>? type;

    public NatsJsonContextSerializer(JsonSerializerContext[] contexts, INatsSerializer<T>? next = default)
    {
        this.contexts = contexts;
        this.next = next;
        type = contexts.Select(context => context.GetTypeInfo(typeof(T))).OfType<JsonTypeInfo<T>>().FirstOrDefault();
    }

    public NatsJsonContextSerializer(JsonSerializerContext context, INatsSerializer<T>? next = default)
        : this([context], next)
    {
    }

    public INatsSerializer<T> CombineWith(INatsSerializer<T> next) => new NatsJsonContextSerializer<T>(contexts, next);

    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        if (type is not null)
        {
            using var json = new Utf8JsonWriter(bufferWriter, new JsonWriterOptions { Indented = false, SkipValidation = true });
            JsonSerializer.Serialize(json, value, type);
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
        if (buffer.IsEmpty)
        {
            return default;
        }

        if (type is not null)
        {
            var json = new Utf8JsonReader(buffer);
            return JsonSerializer.Deserialize(ref json, type);
        }

        return next is null ? throw new NatsException($"Can't deserialize {typeof(T)}") : next.Deserialize(buffer);
    }
}

/// <summary>Answers with <see cref="NatsJsonContextSerializer{T}"/> for every type.</summary>
public sealed class NatsJsonContextSerializerRegistry : INatsSerializerRegistry
{
    private readonly JsonSerializerContext[] contexts;

    public NatsJsonContextSerializerRegistry(params JsonSerializerContext[] contexts) => this.contexts = contexts;

    public INatsSerialize<T> GetSerializer<T>() => new NatsJsonContextSerializer<T>(contexts);

    public INatsDeserialize<T> GetDeserializer<T>() => new NatsJsonContextSerializer<T>(contexts);
}
