using System.Text.Json.Serialization;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Hosting.Services;

/// <summary>An answer of NATS's service protocol: to PING with neither endpoints nor start, to INFO with the first, to STATS with both.</summary>
internal sealed record ServiceWord
{
    public required string Type { get; init; }
    public required string Name { get; init; }
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? Description { get; init; }
    public DateTimeOffset? Started { get; init; }
    public IReadOnlyList<ServiceEndpoint>? Endpoints { get; init; }
}

/// <summary>The one thing that is answered on request; with figures in STATS. Times are nanoseconds.</summary>
internal sealed record ServiceEndpoint
{
    public required string Name { get; init; }
    public required string Subject { get; init; }
    public required string QueueGroup { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public long? NumRequests { get; init; }
    public long? NumErrors { get; init; }
    public string? LastError { get; init; }
    public long? ProcessingTime { get; init; }
    public long? AverageProcessingTime { get; init; }
    public ServiceData? Data { get; init; }
}

/// <summary>What the protocol leaves to the service, as an object: all that the process measures.</summary>
internal sealed record ServiceData(IReadOnlyList<MetricPoint> Figures);

/// <summary>JSON of the service protocol: snake case, and what a kind of answer does not have is left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServiceWord))]
internal sealed partial class ServiceJson : JsonSerializerContext;
