using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>Where a consumer begins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsumerConfigDeliverPolicy>))]
public enum ConsumerConfigDeliverPolicy
{
    [JsonStringEnumMemberName("all")]
    All = 0,
    [JsonStringEnumMemberName("last")]
    Last = 1,
    [JsonStringEnumMemberName("new")]
    New = 2,
    [JsonStringEnumMemberName("by_start_sequence")]
    ByStartSequence = 3,
    [JsonStringEnumMemberName("by_start_time")]
    ByStartTime = 4,
    [JsonStringEnumMemberName("last_per_subject")]
    LastPerSubject = 5,
}

/// <summary>What an acknowledgement speaks of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsumerConfigAckPolicy>))]
public enum ConsumerConfigAckPolicy
{
    [JsonStringEnumMemberName("explicit")]
    Explicit = 0,
    [JsonStringEnumMemberName("all")]
    All = 1,
    [JsonStringEnumMemberName("none")]
    None = 2,
}

/// <summary>How fast stored messages come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsumerConfigReplayPolicy>))]
public enum ConsumerConfigReplayPolicy
{
    [JsonStringEnumMemberName("instant")]
    Instant = 0,
    [JsonStringEnumMemberName("original")]
    Original = 1,
}
