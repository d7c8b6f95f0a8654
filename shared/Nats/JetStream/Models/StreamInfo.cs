namespace NATS.Client.JetStream.Models;

/// <summary>A stream's configuration and state.</summary>
public record StreamInfo
{
    public StreamConfig Config { get; set; } = new();

    public StreamState State { get; set; } = new();

    public DateTimeOffset Created { get; set; }

    /// <summary>The server's time when it answered.</summary>
    public DateTimeOffset Ts { get; set; }
}

/// <summary>What a stream holds.</summary>
public record StreamState
{
    public long Messages { get; set; }

    public long Bytes { get; set; }

    public ulong FirstSeq { get; set; }

    public string? FirstTs { get; set; }

    public ulong LastSeq { get; set; }

    public string? LastTs { get; set; }

    /// <summary>Deleted sequences, when asked for.</summary>
    public ICollection<long>? Deleted { get; set; }

    /// <summary>Subjects and how many messages each has, when asked for.</summary>
    public IDictionary<string, long>? Subjects { get; set; }

    public long NumSubjects { get; set; }

    public long NumDeleted { get; set; }

    public long ConsumerCount { get; set; }
}
