using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Does the operator allow entries?</summary>
public static class TradingRules
{
    public static Refuse? HaltFile(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Facts.HaltFilePresent ? Refuse.Because(EntryRefusals.HaltFile) : null;
    }

    /// <summary>A state that was never read counts as halted.</summary>
    public static Refuse? TradingState(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Book.Calendar.Trading switch
        {
            Contracts.Control.TradingState.Active => null,
            Contracts.Control.TradingState.Reducing => Refuse.Because(EntryRefusals.TradingReducing),
            var other => Refuse.Because(EntryRefusals.TradingHalted, ("state", other)),
        };
    }

    /// <summary>What the buyer itself has seen counts before anybody has answered it.</summary>
    public static Refuse? Condition(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Facts.Conditions is [var first, ..] ? Refuse.Because(EntryRefusals.ConditionStands, ("condition", first)) : null;
    }

    /// <summary>Also a flatten command given after the signal: what it was about is over.</summary>
    public static Refuse? Locked(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (symbol, calendar) = (question.Signal.Symbol, question.Book.Calendar);
        if (calendar.LockAt(symbol, question.Facts.Now) is { } held)
            return Refuse.Because(EntryRefusals.Locked, ("until", held.Until), ("why", held.Reason));
        return calendar.FlattenAfter(symbol, question.Signal.VenueTime) is { } flatten
            ? Refuse.Because(EntryRefusals.Locked, ("flattenedAt", flatten.VenueTime), ("why", flatten.Reason))
            : null;
    }
}
