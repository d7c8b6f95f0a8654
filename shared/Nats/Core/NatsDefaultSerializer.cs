namespace NATS.Client.Core;

/// <summary>Bytes as they are, and text and numbers as UTF-8.</summary>
public static class NatsDefaultSerializer<T>
{
    public static readonly INatsSerializer<T> Default = NatsRawSerializer<T>.Default;
}

/// <summary>Answers with <see cref="NatsDefaultSerializer{T}"/> for every type.</summary>
public class NatsDefaultSerializerRegistry : INatsSerializerRegistry
{
    public static readonly NatsDefaultSerializerRegistry Default = new();

    public INatsSerialize<T> GetSerializer<T>() => NatsDefaultSerializer<T>.Default;

    public INatsDeserialize<T> GetDeserializer<T>() => NatsDefaultSerializer<T>.Default;
}
