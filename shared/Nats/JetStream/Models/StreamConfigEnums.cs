using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>When a stream lets go of a message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamConfigRetention>))]
public enum StreamConfigRetention
{
    [JsonStringEnumMemberName("limits")]
    Limits = 0,
    [JsonStringEnumMemberName("interest")]
    Interest = 1,
    [JsonStringEnumMemberName("workqueue")]
    Workqueue = 2,
}

/// <summary>Where a stream is kept.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamConfigStorage>))]
public enum StreamConfigStorage
{
    [JsonStringEnumMemberName("file")]
    File = 0,
    [JsonStringEnumMemberName("memory")]
    Memory = 1,
}

/// <summary>What gives way at a limit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamConfigDiscard>))]
public enum StreamConfigDiscard
{
    [JsonStringEnumMemberName("old")]
    Old = 0,
    [JsonStringEnumMemberName("new")]
    New = 1,
}

/// <summary>How a stream's files are compressed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StreamConfigCompression>))]
public enum StreamConfigCompression
{
    [JsonStringEnumMemberName("none")]
    None = 0,
    [JsonStringEnumMemberName("s2")]
    S2 = 1,
}
