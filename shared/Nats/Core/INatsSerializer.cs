using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Writes a value as a message's payload.</summary>
public interface INatsSerialize<in T>
{
    void Serialize(IBufferWriter<byte> bufferWriter, T value);
}

/// <summary>Reads a message's payload as a value. The buffer is valid during the call only.</summary>
public interface INatsDeserialize<out T>
{
    T? Deserialize(in ReadOnlySequence<byte> buffer);
}

/// <summary>Both directions.</summary>
public interface INatsSerializer<T> : INatsSerialize<T>, INatsDeserialize<T>
{
    /// <summary>The same serializer asking another one for the types it does not know.</summary>
    INatsSerializer<T> CombineWith(INatsSerializer<T> next);
}

/// <summary>Finds the serializer of a type when a call names none.</summary>
public interface INatsSerializerRegistry
{
    INatsSerialize<T> GetSerializer<T>();

    INatsDeserialize<T> GetDeserializer<T>();
}
