namespace NATS.Client.JetStream.Models;

/// <summary>A consumer's configuration and state.</summary>
public record ConsumerInfo
{
    public required string StreamName { get; set; }

    public required string Name { get; set; }

    /// <summary>The server's time when it answered.</summary>
    public DateTimeOffset Ts { get; set; }

    public ConsumerConfig Config { get; set; } = new();

    public DateTimeOffset Created { get; set; }

    public SequenceInfo Delivered { get; set; } = new();

    /// <summary>Everything up to here is acknowledged.</summary>
    public SequenceInfo AckFloor { get; set; } = new();

    public int NumAckPending { get; set; }

    public int NumRedelivered { get; set; }

    public int NumWaiting { get; set; }

    /// <summary>How many messages have not been delivered yet.</summary>
    public ulong NumPending { get; set; }

    public bool Paused { get; set; }

    public TimeSpan? PauseRemaining { get; set; }

    public bool PushBound { get; set; }
}

/// <summary>A place in a consumer and in its stream.</summary>
public record SequenceInfo
{
    public ulong ConsumerSeq { get; set; }

    public ulong StreamSeq { get; set; }

    public DateTimeOffset LastActive { get; set; }
}
