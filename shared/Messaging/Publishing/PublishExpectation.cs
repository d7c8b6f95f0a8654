namespace Pipeline.Messaging;

/// <summary>What must hold for a message to be stored, and so what may be sent again when the answer is lost.</summary>
public sealed record PublishExpectation
{
    /// <summary>Nothing: sent once, never again.</summary>
    public static readonly PublishExpectation None = new();

    /// <summary>The stream's last sequence that the decision saw. With it and without a message id a publish is never sent twice.</summary>
    public ulong? LastSequence { get; init; }

    /// <summary>The last sequence of the message's own subject; 0: there is none yet.</summary>
    public ulong? LastSubjectSequence { get; init; }

    /// <summary>Within the stream's duplicate window a second message with this id is not stored.</summary>
    public string? MessageId { get; init; }

    /// <summary>How long (machine time) to go on while the server is away; null: until cancelled. Only for what is safe to send again.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Whether sending it again cannot store it twice.</summary>
    public bool IsSafeToRepeat => MessageId is not null || (LastSubjectSequence is not null && LastSequence is null);

    /// <summary>Stored once, whoever sends it how often.</summary>
    /// <param name="messageId">Deterministic: the same cause gives the same id.</param>
    public static PublishExpectation Once(string messageId) => new() { MessageId = messageId };

    /// <summary>Compare and set: stored only while the subject's last message is the one that the writer saw.</summary>
    public static PublishExpectation After(ulong lastSubjectSequence) => new() { LastSubjectSequence = lastSubjectSequence };

    /// <summary>The money gate: stored only if nothing was stored since the decision, and only as the first of its subject.</summary>
    public static PublishExpectation Gate(ulong lastSequence) => new() { LastSequence = lastSequence, LastSubjectSequence = 0 };
}
