using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Is it a time of day to enter? Sessions come from the venue's calendar, half days included; pairs trade day and night.</summary>
public static class SessionRules
{
    /// <summary>Before the opening buffer has passed counts as outside.</summary>
    public static Refuse? Inside(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Signal.Symbol.IsCrypto)
            return null;
        var now = question.Facts.Now;
        if (question.Book.Calendar.SessionAt(now) is not { } session)
            return Refuse.Because(EntryRefusals.OutsideSession, ("now", now));
        var from = session.OpensAt + question.Limits.OpeningBuffer;
        return now < from ? Refuse.Because(EntryRefusals.OutsideSession, ("now", now), ("from", from)) : null;
    }

    public static Refuse? NearClose(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var now = question.Facts.Now;
        return !question.Signal.Symbol.IsCrypto && question.Book.Calendar.SessionAt(now) is { } session && now >= session.ClosesAt - question.Limits.ClosingBuffer
            ? Refuse.Because(EntryRefusals.NearClose, ("now", now), ("closesAt", session.ClosesAt))
            : null;
    }
}
