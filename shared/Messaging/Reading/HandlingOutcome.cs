namespace Pipeline.Messaging;

/// <summary>What becomes of a delivered message once it has been looked at.</summary>
public abstract record HandlingOutcome
{
    private HandlingOutcome()
    {
    }

    /// <summary>The one <see cref="Done"/>.</summary>
    public static readonly HandlingOutcome Handled = new Done();

    /// <summary>Its effect is recorded; it is never delivered again.</summary>
    public sealed record Done : HandlingOutcome;

    /// <summary>Not now: deliver it again.</summary>
    /// <param name="Delay">Machine time to wait before.</param>
    public sealed record RetryAfter(TimeSpan Delay) : HandlingOutcome;

    /// <summary>Never: it goes to the dead letters with the reason, and is not delivered again.</summary>
    /// <param name="Reason">For a person to read.</param>
    public sealed record Quarantine(string Reason) : HandlingOutcome;
}
