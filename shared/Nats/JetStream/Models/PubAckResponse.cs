using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>A stream's answer to a publish.</summary>
public record PubAckResponse
{
    /// <summary>Why the message was refused; null when it is stored.</summary>
    public ApiError? Error { get; set; }

    public string? Stream { get; set; }

    /// <summary>The sequence it is stored at.</summary>
    public ulong Seq { get; set; }

    /// <summary>Whether one with its message id was stored before.</summary>
    public bool Duplicate { get; set; }

    public string? Domain { get; set; }

    /// <summary>The counter's value, on streams that count.</summary>
    [JsonPropertyName("val")]
    public string? Value { get; set; }
}
