using NATS.Client.Core;

namespace NATS.Client.JetStream;

/// <summary>Options of one publish to a stream; each expectation that does not hold makes the server refuse the message.</summary>
public record NatsJSPubOpts : NatsPubOpts
{
    public static readonly NatsJSPubOpts Default = new();

    /// <summary>
    /// A second message with the same id within the stream's duplicate window is acknowledged as a duplicate and not stored.
    /// </summary>
    public string? MsgId { get; init; }

    public string? ExpectedLastMsgId { get; init; }

    public string? ExpectedStream { get; init; }

    public ulong? ExpectedLastSequence { get; init; }

    public ulong? ExpectedLastSubjectSequence { get; init; }

    /// <summary>The subject, possibly with wildcards, that ExpectedLastSubjectSequence speaks of (nats-server 2.12).</summary>
    public string? ExpectedLastSubjectSequenceSubject { get; init; }

    /// <summary>The wait between two attempts. Default 250 ms.</summary>
    public TimeSpan RetryWaitBetweenAttempts { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How many attempts are made while no stream listens. Default 1. A message whose acknowledgement is lost is never sent again.
    /// </summary>
    public int RetryAttempts { get; init; } = 1;
}
