using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Entries;

/// <summary>From a stored intent to a known end, from wherever the one before stopped: look up before anything is sent (invariant 2).</summary>
public static class EntryResume
{
    private const int MissesToAbandon = 2;

    /// <param name="intent">As stored.</param>
    /// <param name="recorded">The recorded outcome, if any.</param>
    /// <param name="inquiry">What this run found out.</param>
    /// <param name="machineNow">Machine time.</param>
    /// <param name="timing">The configuration in force.</param>
    /// <param name="forbidden">Why it must not leave, or null: see <see cref="EntryPermission.WhyNotSend"/>.</param>
    /// <param name="isEnding">The process is asked to end, and sends nothing more.</param>
    public static EntryStep Decide(EntryIntent intent, AnswerOutcome? recorded, EntryInquiry inquiry, DateTimeOffset machineNow, EntryTiming timing, string? forbidden, bool isEnding = false)
    {
        ArgumentNullException.ThrowIfNull(intent);
        ArgumentNullException.ThrowIfNull(inquiry);
        ArgumentNullException.ThrowIfNull(timing);
        if (recorded is AnswerOutcome.Accepted or AnswerOutcome.Refused or AnswerOutcome.Abandoned)
            return new EntryStep.Settled();
        if (inquiry.Found is { } order)
            return new EntryStep.RecordAccepted(order);

        var maySend = forbidden is null && machineNow < intent.SendBefore && inquiry is { KnownToVenue: false, RefusedInDoubt: false };
        if (inquiry.NeverSent && recorded is null && !maySend)
            return new EntryStep.Abandon(forbidden ?? "its time to be sent passed before it was sent");
        if (inquiry.LateMisses >= MissesToAbandon && !inquiry.KnownToVenue)
            return new EntryStep.Abandon($"the venue did not know it {inquiry.LateMisses} times past its time-out");
        if (machineNow < inquiry.NotBefore && !(maySend && inquiry.Misses > 0))
            return new EntryStep.Wait(inquiry.NotBefore.Value);
        if (maySend && ((inquiry.NeverSent && recorded is null) || inquiry.Misses > 0))
            return isEnding ? Unsent(inquiry, machineNow) : new EntryStep.Send();
        return new EntryStep.LookUp();
    }

    // What would be sent again may have arrived before: it is looked up. What never left stays for the next start.
    private static EntryStep Unsent(EntryInquiry inquiry, DateTimeOffset machineNow) =>
        inquiry.NeverSent || machineNow < inquiry.NotBefore ? new EntryStep.Wait(inquiry.NotBefore ?? machineNow) : new EntryStep.LookUp();
}
