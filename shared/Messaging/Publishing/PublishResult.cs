namespace Pipeline.Messaging;

/// <summary>How a publish ended.</summary>
public abstract record PublishResult
{
    private PublishResult()
    {
    }

    /// <summary>It is on the disk.</summary>
    /// <param name="Sequence">Where in the stream.</param>
    /// <param name="Duplicate">A message with its id was there before; the sequence is that one's.</param>
    public sealed record Stored(ulong Sequence, bool Duplicate) : PublishResult;

    /// <summary>It is not stored: something else was stored since. Read again, decide again.</summary>
    /// <param name="Last">The sequence found instead, when the server told it.</param>
    public sealed record WrongSequence(ulong? Last) : PublishResult;

    /// <summary>It may or may not be stored. Read back before anything else.</summary>
    /// <param name="Reason">What went wrong.</param>
    public sealed record Unknown(string Reason) : PublishResult;
}
