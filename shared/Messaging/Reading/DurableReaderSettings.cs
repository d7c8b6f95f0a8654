using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>Which durable a process reads, and its patience.</summary>
public sealed record DurableReaderSettings
{
    public required string Stream { get; init; }
    public required string Durable { get; init; }

    /// <summary>Whose dead letters the unreadable ones become.</summary>
    public required string Process { get; init; }

    /// <summary>A message delivered more often than this is quarantined. Default 10.</summary>
    public ulong MostDeliveries { get; init; } = 10;

    /// <summary>How long (machine time) a message in handling is kept from being delivered again. Default 5 minutes.</summary>
    public TimeSpan LongestHandling { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many messages are asked for ahead. Default 16: what waits too long unhandled is delivered again.</summary>
    public int Ahead { get; init; } = 16;

    /// <summary>The venue's time, for dead letters; machine time when null.</summary>
    public Func<DateTimeOffset>? VenueNow { get; init; }

    /// <summary>The buyer's durable: every buy signal.</summary>
    public static DurableReaderSettings Buyer { get; } = new() { Stream = Streams.Signals, Durable = Processes.Buyer, Process = Processes.Buyer };

    /// <summary>The seller's durable: every wanted state; only the newest epoch of a symbol counts.</summary>
    public static DurableReaderSettings Seller { get; } = new() { Stream = Streams.Signals, Durable = Processes.Seller, Process = Processes.Seller };
}
