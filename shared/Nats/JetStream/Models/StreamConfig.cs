using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>A stream's configuration. 0 means no limit; -1, as the server writes it, does too.</summary>
public record StreamConfig
{
    public StreamConfig()
    {
    }

    public StreamConfig(string name, ICollection<string> subjects)
    {
        Name = name;
        Subjects = subjects;
    }

    public string? Name { get; set; }

    public string? Description { get; set; }

    /// <summary>What is stored; wildcards allowed.</summary>
    public ICollection<string>? Subjects { get; set; }

    public SubjectTransform? SubjectTransform { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StreamConfigRetention Retention { get; set; } = StreamConfigRetention.Limits;

    public int MaxConsumers { get; set; }

    public long MaxMsgs { get; set; }

    public long MaxMsgsPerSubject { get; set; }

    public long MaxBytes { get; set; }

    public TimeSpan MaxAge { get; set; }

    /// <summary>The largest message in bytes.</summary>
    public int MaxMsgSize { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public StreamConfigStorage Storage { get; set; } = StreamConfigStorage.File;

    public StreamConfigCompression Compression { get; set; } = StreamConfigCompression.None;

    public int NumReplicas { get; set; }

    public bool NoAck { get; set; }

    public string? TemplateOwner { get; set; }

    /// <summary>What gives way at a limit: the oldest, or the new message.</summary>
    public StreamConfigDiscard Discard { get; set; } = StreamConfigDiscard.Old;

    /// <summary>For how long message ids are remembered; the server's two minutes by default.</summary>
    public TimeSpan DuplicateWindow { get; set; }

    public Placement? Placement { get; set; }

    public StreamSource? Mirror { get; set; }

    public ICollection<StreamSource>? Sources { get; set; }

    public bool Sealed { get; set; }

    public bool DenyDelete { get; set; }

    public bool DenyPurge { get; set; }

    public bool AllowRollupHdrs { get; set; }

    public bool AllowDirect { get; set; }

    public bool MirrorDirect { get; set; }

    public Republish? Republish { get; set; }

    public bool DiscardNewPerSubject { get; set; }

    public IDictionary<string, string>? Metadata { get; set; }

    /// <summary>nats-server 2.11.</summary>
    [JsonPropertyName("allow_msg_ttl")]
    public bool AllowMsgTTL { get; set; }

    /// <summary>nats-server 2.11.</summary>
    [JsonPropertyName("subject_delete_marker_ttl")]
    public TimeSpan SubjectDeleteMarkerTTL { get; set; }

    /// <summary>nats-server 2.12.</summary>
    [JsonPropertyName("allow_atomic")]
    public bool AllowAtomicPublish { get; set; }
}
