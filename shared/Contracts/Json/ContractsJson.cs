using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;

namespace Pipeline.Contracts.Json;

/// <summary>The one way messages are written and read: camel case, enums as snake case text, nothing required left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MarketBar))]
[JsonSerializable(typeof(MarketQuote))]
[JsonSerializable(typeof(BuySignal))]
[JsonSerializable(typeof(SellSignal))]
[JsonSerializable(typeof(EntryIntent))]
[JsonSerializable(typeof(OrderIntent))]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(OrderUpdate))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(Trade))]
[JsonSerializable(typeof(Cooldown))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(TradingControl))]
[JsonSerializable(typeof(FlattenControl))]
[JsonSerializable(typeof(StoreControl))]
[JsonSerializable(typeof(LockControl))]
[JsonSerializable(typeof(ReconcileControl))]
[JsonSerializable(typeof(ConfigurationControl))]
[JsonSerializable(typeof(LogLevelControl))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(PipelineEvent))]
[JsonSerializable(typeof(ProcessMetrics))]
[JsonSerializable(typeof(DeadLetter))]
public sealed partial class ContractsJson : JsonSerializerContext
{
    /// <exception cref="JsonException">The bytes are not this message: malformed, a field missing, or a value out of range.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, TypeOf<T>()) ?? throw new JsonException($"Expected a {typeof(T).Name}, found null.");

    public static byte[] Write<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, TypeOf<T>());

    private static JsonTypeInfo<T> TypeOf<T>() =>
        Default.GetTypeInfo(typeof(T)) as JsonTypeInfo<T> ?? throw new NotSupportedException($"{typeof(T).Name} is not a message of the contracts.");
}
