namespace NATS.Client.Core;

/// <summary>Options of one subscription or of the reply to a request.</summary>
public record NatsSubOpts
{
    /// <summary>After how many messages the subscription ends; never when null.</summary>
    public int? MaxMsgs { get; init; }

    /// <summary>After what time the subscription ends, or the request fails.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long the first message may take before the subscription ends.</summary>
    public TimeSpan? StartUpTimeout { get; init; }

    /// <summary>How long there may be no message before the subscription ends.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Whether an empty message ends the subscription, undelivered.</summary>
    public bool? StopOnEmptyMsg { get; init; }

    /// <summary>Whether the server's "no responders" is thrown; a request throws unless this is false.</summary>
    public bool? ThrowIfNoResponders { get; init; }

    public NatsSubChannelOpts? ChannelOpts { get; init; }
}
