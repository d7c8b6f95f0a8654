using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Is there room for one more?</summary>
public static class SlotRules
{
    public static Refuse? CooledDown(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Book.Calendar.CooldownAt(question.Signal.Symbol, question.Facts.Now) is { } cooldown
            ? Refuse.Because(EntryRefusals.CooledDown, ("until", cooldown.Until), ("tradeId", cooldown.TradeId))
            : null;
    }

    /// <summary>Equities are not averaged into: a resting stop makes the second buy a wash trade.</summary>
    public static Refuse? SymbolOccupied(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Book.IsOccupied(question.Signal.Symbol) ? Refuse.Because(EntryRefusals.SymbolOccupied) : null;
    }

    public static Refuse? Positions(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var occupied = question.Book.OccupiedSlots;
        return occupied >= question.Limits.MaxPositions
            ? Refuse.Because(EntryRefusals.TooManyPositions, ("occupied", occupied), ("most", question.Limits.MaxPositions))
            : null;
    }

    public static Refuse? OrderRate(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var recent = question.Book.IntentsWithinMinute(question.Facts.MachineNow);
        return recent >= question.Limits.MaxOrdersPerMinute
            ? Refuse.Because(EntryRefusals.TooManyOrdersPerMinute, ("recent", recent), ("most", question.Limits.MaxOrdersPerMinute))
            : null;
    }
}
