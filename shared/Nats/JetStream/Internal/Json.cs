using System.Text.Json;
using System.Text.Json.Serialization;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream.Internal;

/// <summary>Durations are whole nanoseconds in the API; ours are hundreds of them.</summary>
internal sealed class NanosecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromTicks(reader.GetInt64() / TimeSpan.NanosecondsPerTick);

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks * TimeSpan.NanosecondsPerTick);
}

internal sealed record StreamInfoResponse : StreamInfo
{
    public int Total { get; set; }

    public int Offset { get; set; }

    public int Limit { get; set; }
}

internal sealed record ListRequest
{
    public int Offset { get; set; }

    public string? Subject { get; set; }
}

internal sealed record StreamListResponse
{
    public int Total { get; set; }

    public StreamInfo[]? Streams { get; set; }
}

internal sealed record StreamNamesResponse
{
    public int Total { get; set; }

    public string[]? Streams { get; set; }
}

internal sealed record ConsumerListResponse
{
    public int Total { get; set; }

    public ConsumerInfo[]? Consumers { get; set; }
}

internal sealed record ConsumerNamesResponse
{
    public int Total { get; set; }

    public string[]? Consumers { get; set; }
}

internal sealed record ConsumerCreateRequest
{
    public required string StreamName { get; set; }

    public required ConsumerConfig Config { get; set; }

    public string? Action { get; set; }
}

internal sealed record SuccessResponse
{
    public bool Success { get; set; }
}

/// <summary>The API's JSON: snake case, and nothing written that has its default.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(NanosecondsConverter)])]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(PubAckResponse))]
[JsonSerializable(typeof(AccountInfoResponse))]
[JsonSerializable(typeof(StreamConfig))]
[JsonSerializable(typeof(StreamInfoRequest))]
[JsonSerializable(typeof(StreamInfoResponse))]
[JsonSerializable(typeof(StreamPurgeRequest))]
[JsonSerializable(typeof(StreamPurgeResponse))]
[JsonSerializable(typeof(StreamMsgDeleteRequest))]
[JsonSerializable(typeof(StreamMsgDeleteResponse))]
[JsonSerializable(typeof(StreamMsgGetRequest))]
[JsonSerializable(typeof(StreamMsgGetResponse))]
[JsonSerializable(typeof(ListRequest))]
[JsonSerializable(typeof(StreamListResponse))]
[JsonSerializable(typeof(StreamNamesResponse))]
[JsonSerializable(typeof(ConsumerListResponse))]
[JsonSerializable(typeof(ConsumerNamesResponse))]
[JsonSerializable(typeof(ConsumerCreateRequest))]
[JsonSerializable(typeof(ConsumerInfo))]
[JsonSerializable(typeof(SuccessResponse))]
internal sealed partial class NatsJSJsonContext : JsonSerializerContext;
