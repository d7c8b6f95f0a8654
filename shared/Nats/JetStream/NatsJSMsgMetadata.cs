namespace NATS.Client.JetStream;

/// <summary>What the acknowledgement subject tells of a delivered message.</summary>
/// <param name="Sequence">Its sequences in stream and consumer.</param>
/// <param name="NumDelivered">How many times it has been delivered, this time included.</param>
/// <param name="NumPending">How many messages the consumer has not delivered yet.</param>
/// <param name="Timestamp">When it was stored.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Consumer">The consumer's name.</param>
/// <param name="Domain">The JetStream domain; empty without one.</param>
public readonly record struct NatsJSMsgMetadata(
    NatsJSSequencePair Sequence,
    ulong NumDelivered,
    ulong NumPending,
    DateTimeOffset Timestamp,
    string Stream,
    string Consumer,
    string Domain);

/// <summary>A message's place.</summary>
/// <param name="Stream">In the stream.</param>
/// <param name="Consumer">Among the consumer's deliveries.</param>
public readonly record struct NatsJSSequencePair(ulong Stream, ulong Consumer);
