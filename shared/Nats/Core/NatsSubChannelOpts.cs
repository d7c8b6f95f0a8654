using System.Threading.Channels;

namespace NATS.Client.Core;

/// <summary>What differs from the connection's options for one subscription's queue.</summary>
public record NatsSubChannelOpts
{
    /// <summary>How many messages wait for the reader.</summary>
    public int? Capacity { get; init; }

    /// <summary>What happens when they are too many.</summary>
    public BoundedChannelFullMode? FullMode { get; init; }
}
