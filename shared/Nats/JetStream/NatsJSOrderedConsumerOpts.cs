using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>Options of an ordered consumer.</summary>
public record NatsJSOrderedConsumerOpts
{
    public static readonly NatsJSOrderedConsumerOpts Default = new();

    public string[] FilterSubjects { get; init; } = [];

    public ConsumerConfigDeliverPolicy DeliverPolicy { get; init; } = ConsumerConfigDeliverPolicy.All;

    public ulong OptStartSeq { get; init; }

    public DateTimeOffset OptStartTime { get; init; }

    public ConsumerConfigReplayPolicy ReplayPolicy { get; init; } = ConsumerConfigReplayPolicy.Instant;

    /// <summary>After what time without a reader the server forgets the consumer. Default 5 minutes.</summary>
    public TimeSpan InactiveThreshold { get; init; } = TimeSpan.FromMinutes(5);

    public bool HeadersOnly { get; init; }

    /// <summary>How many attempts in a row to make the consumer anew may fail; -1, the default, means any number.</summary>
    public int MaxResetAttempts { get; init; } = -1;
}
