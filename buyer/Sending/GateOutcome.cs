namespace Pipeline.Buyer.Sending;

/// <summary>What the money gate said.</summary>
internal abstract record GateOutcome
{
    private GateOutcome()
    {
    }

    /// <summary>The intent is stored.</summary>
    /// <param name="Sequence">Its place in ENTRIES.</param>
    /// <param name="SentAt">Machine time at which its order left; null when it did not leave.</param>
    /// <param name="WhyNotSent">Set when the order must not leave any more.</param>
    public sealed record Passed(ulong Sequence, DateTimeOffset? SentAt = null, string? WhyNotSent = null) : GateOutcome;

    /// <summary>Something else was stored first: fold it, decide again.</summary>
    /// <param name="Last">The sequence found, when told.</param>
    public sealed record Behind(ulong? Last) : GateOutcome;

    /// <summary>Another writer's intent stands for this signal.</summary>
    /// <param name="Sequence">Its place in ENTRIES.</param>
    public sealed record TakenByAnother(ulong Sequence) : GateOutcome;

    /// <summary>The signal may be in another buyer's hands: nothing was stored.</summary>
    public sealed record NotHeld : GateOutcome;

    /// <summary>Read back and not there: decide again.</summary>
    public sealed record NotStored(string Why) : GateOutcome;
}
