using Refuse = Pipeline.Domain.Entries.EntryDecision.Refuse;

namespace Pipeline.Domain.Entries;

/// <summary>Is everything there that an entry needs afterwards? Fails closed.</summary>
public static class ReadinessRules
{
    public static Refuse? Monitor(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Heartbeat(question, question.Facts.MonitorReadyAt, EntryRefusals.MonitorNotReady);
    }

    public static Refuse? Seller(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Heartbeat(question, question.Facts.SellerReadyAt, EntryRefusals.SellerNotReady);
    }

    public static Refuse? Book(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (!question.Facts.BookIsCurrent)
            return Refuse.Because(EntryRefusals.BookNotCurrent, ("book", "not caught up"));
        if (!(question.Facts.MachineNow - question.Facts.BookCheckedAt <= question.Limits.BookMaxAge))
            return Refuse.Because(EntryRefusals.BookNotCurrent, ("bookCheckedAt", question.Facts.BookCheckedAt));
        if (question.Facts.Account is not { } account)
            return Refuse.Because(EntryRefusals.BookNotCurrent, ("account", "never read"));
        var age = question.Facts.MachineNow - account.ReadAt;
        return age > question.Limits.AccountMaxAge ? Refuse.Because(EntryRefusals.BookNotCurrent, ("accountAge", age)) : null;
    }

    public static Refuse? Account(EntryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Facts.AccountMayTrade ? null : Refuse.Because(EntryRefusals.AccountBlocked);
    }

    private static Refuse? Heartbeat(EntryQuestion question, DateTimeOffset? readyAt, string reason) =>
        readyAt is { } at && question.Facts.MachineNow - at <= question.Limits.HeartbeatMaxAge
            ? null
            : Refuse.Because(reason, ("lastReadyAt", readyAt));
}
