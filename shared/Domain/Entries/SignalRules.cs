using Pipeline.Contracts.Identity;
using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Is the signal still worth looking at?</summary>
public static class SignalRules
{
    public static Refuse? Duplicate(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var intentId = ClientOrderId.Digest(question.Book.Account, question.Signal.Id);
        return question.Book.IsKnown(intentId) ? Refuse.Because(EntryRefusals.DuplicateSignal, ("intentId", intentId)) : null;
    }

    public static Refuse? Expired(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var age = question.Facts.Now - question.Signal.Bar.End;
        return age > question.Limits.SignalMaxAge
            ? Refuse.Because(EntryRefusals.SignalExpired, ("age", age), ("maxAge", question.Limits.SignalMaxAge))
            : null;
    }
}
