namespace NATS.Client.JetStream.Models;

/// <summary>A stream's configuration and state.</summary>
public record StreamInfo
{
    public StreamConfig Config { get; set; } = new();

    public StreamState State { get; set; } = new();

    public DateTimeOffset Created { get; set; }

    /// <summary>The server's time when it answered.</summary>
    public DateTimeOffset Ts { get; set; }

    public ClusterInfo? Cluster { get; set; }
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
    public ICollection<ulong>? Deleted { get; set; }

    /// <summary>Subjects and how many messages each has, when asked for.</summary>
    public IDictionary<string, long>? Subjects { get; set; }

    public long NumSubjects { get; set; }

    public long NumDeleted { get; set; }

    public LostStreamData? Lost { get; set; }

    public long ConsumerCount { get; set; }
}

/// <summary>What the server could not recover.</summary>
public record LostStreamData
{
    public ICollection<ulong>? Msgs { get; set; }

    public ulong Bytes { get; set; }
}

/// <summary>Which servers hold a stream or consumer.</summary>
public record ClusterInfo
{
    public string? Name { get; set; }

    public string? Leader { get; set; }

    public ICollection<PeerInfo>? Replicas { get; set; }
}

/// <summary>One of these servers.</summary>
public record PeerInfo
{
    public string? Name { get; set; }

    public bool Current { get; set; }

    public TimeSpan Active { get; set; }

    public bool Offline { get; set; }

    public long Lag { get; set; }
}
