namespace NATS.Client.JetStream;

/// <summary>Options of ConsumeAsync.</summary>
public record NatsJSConsumeOpts
{
    /// <summary>How many messages are asked for ahead of their handling. Default 1000; excludes MaxBytes.</summary>
    public int? MaxMsgs { get; init; }

    /// <summary>How many bytes are asked for ahead of their handling.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>How long one request for messages stands. Default 30 s, at least 1 s.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>
    /// After what silence the server sends a sign of life; two missed ones ask anew. Default half of Expires, from 0.5 to 30 s.
    /// </summary>
    public TimeSpan? IdleHeartbeat { get; init; }

    /// <summary>At how many messages left more are asked for. Default half of MaxMsgs.</summary>
    public int? ThresholdMsgs { get; init; }

    /// <summary>At how many bytes left more are asked for. Default half of MaxBytes.</summary>
    public int? ThresholdBytes { get; init; }

    /// <summary>Hears of what happened and was got over.</summary>
    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; init; }

    /// <summary>
    /// After how many answers "no responders" in a row the consumer counts as deleted; -1 never. Default 10, over some 8 s.
    /// </summary>
    public int MaxConsecutive503Errors { get; init; } = 10;
}

/// <summary>Options of NextAsync.</summary>
public record NatsJSNextOpts
{
    /// <summary>How long to wait. Default 30 s.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>After what silence the server sends a sign of life.</summary>
    public TimeSpan? IdleHeartbeat { get; init; }

    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; init; }
}

/// <summary>Options of FetchAsync and FetchNoWaitAsync.</summary>
public record NatsJSFetchOpts
{
    /// <summary>The most messages to yield. Default 1000.</summary>
    public int? MaxMsgs { get; init; }

    /// <summary>The most bytes to yield.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>How long to wait. Default 30 s.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>After what silence the server sends a sign of life.</summary>
    public TimeSpan? IdleHeartbeat { get; init; }

    public Func<INatsJSNotification, CancellationToken, Task>? NotificationHandler { get; init; }

    internal bool NoWait { get; init; }
}
