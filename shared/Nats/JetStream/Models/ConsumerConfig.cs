using System.Text.Json.Serialization;

namespace NATS.Client.JetStream.Models;

/// <summary>A consumer's configuration. Zero means the server's default.</summary>
public record ConsumerConfig
{
    /// <summary>Without a name: the server chooses one and forgets the consumer when nobody uses it.</summary>
    public ConsumerConfig()
    {
    }

    /// <summary>A durable consumer of that name.</summary>
    public ConsumerConfig(string name)
    {
        Name = name;
        DurableName = name;
    }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ConsumerConfigDeliverPolicy DeliverPolicy { get; set; } = ConsumerConfigDeliverPolicy.All;

    public ulong OptStartSeq { get; set; }

    public DateTimeOffset OptStartTime { get; set; }

    public string? DurableName { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? DeliverSubject { get; set; }

    public string? DeliverGroup { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ConsumerConfigAckPolicy AckPolicy { get; set; } = ConsumerConfigAckPolicy.Explicit;

    /// <summary>How long an acknowledgement may take before the message is delivered again.</summary>
    public TimeSpan AckWait { get; set; }

    /// <summary>How often a message is delivered at most.</summary>
    public long MaxDeliver { get; set; }

    public string? FilterSubject { get; set; }

    public ICollection<string>? FilterSubjects { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ConsumerConfigReplayPolicy ReplayPolicy { get; set; } = ConsumerConfigReplayPolicy.Instant;

    public string? SampleFreq { get; set; }

    public long RateLimitBps { get; set; }

    /// <summary>How many messages may wait for their acknowledgement at once.</summary>
    public long MaxAckPending { get; set; }

    public TimeSpan IdleHeartbeat { get; set; }

    public bool FlowControl { get; set; }

    public long MaxWaiting { get; set; }

    public bool Direct { get; set; }

    public bool HeadersOnly { get; set; }

    public int MaxBatch { get; set; }

    public TimeSpan MaxExpires { get; set; }

    public long MaxBytes { get; set; }

    /// <summary>After what time without use the server forgets the consumer.</summary>
    public TimeSpan InactiveThreshold { get; set; }

    /// <summary>The waits before each further delivery, instead of AckWait; fewer than MaxDeliver.</summary>
    public ICollection<TimeSpan>? Backoff { get; set; }

    public long NumReplicas { get; set; }

    public DateTimeOffset? PauseUntil { get; set; }

    public bool MemStorage { get; set; }

    public IDictionary<string, string>? Metadata { get; set; }
}
