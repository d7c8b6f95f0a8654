using Pipeline.Broker.Port;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Hosting.Stages;

namespace Pipeline.Buyer.Deciding;

/// <summary>Hears what the venue says against entering, and tells the others; the buyer itself enters nothing meanwhile.</summary>
/// <param name="leastEntry">What the smallest entry costs.</param>
internal sealed class TroubleDesk(EntryTrouble trouble, Conditions conditions, EntryBook book, Money leastEntry, TimeProvider machine)
{
    /// <summary>An entry's request has ended.</summary>
    public ValueTask RequestAnsweredAsync(BuyerInput.RequestAnswered answered)
    {
        switch (answered.Outcome)
        {
            case RequestOutcome.Accepted:
                trouble.Accepted();
                break;
            case RequestOutcome.Refused { Kind: not RefusalKind.DuplicateClientOrderId } refused:
                trouble.Refused(RefusalOf(refused), book.Find(answered.IntentId)?.Intent.Reserved ?? Money.Zero, machine.GetUtcNow());
                break;
            case RequestOutcome.Unknown unknown:
                trouble.Unanswered(unknown.HttpStatus, machine.GetUtcNow());
                break;
        }

        return TellAsync(answered.IntentId);
    }

    public ValueTask AccountAnsweredAsync(AccountReading reading)
    {
        Measures.Read(reading.Values);
        trouble.AccountRead(reading.Values, leastEntry);
        return TellAsync();
    }

    public ValueTask AccountUnreadAsync(BuyerInput.AccountUnread unread)
    {
        trouble.AccountUnread(unread.HttpStatus, unread.Why, unread.AskedAt, machine.GetUtcNow());
        return TellAsync();
    }

    public ValueTask LongOnlyAnsweredAsync(bool holds, string text)
    {
        trouble.LongOnly(holds, text, machine.GetUtcNow());
        return TellAsync();
    }

    public ValueTask ClockReadAsync(TimeSpan difference)
    {
        trouble.ClockRead(difference, machine.GetUtcNow());
        return TellAsync();
    }

    /// <summary>A message of CONTROL was folded, or could not be.</summary>
    public ValueTask ControlFoldedAsync(string? fault)
    {
        if (fault is not null || book.Calendar.Control is not null)
            trouble.ControlRead(fault, machine.GetUtcNow());
        if (book.Calendar.Control?.ResumedAt is { } resumedAt)
            trouble.Resumed(resumedAt);
        return TellAsync();
    }

    private async ValueTask TellAsync(string? causationId = null)
    {
        var standing = trouble.All;
        foreach (var (condition, text) in standing)
            await conditions.RaiseAsync(condition, text, causationId: causationId, severity: condition == TradingCondition.BadKeys ? EventSeverity.Critical : EventSeverity.Error);
        foreach (var over in conditions.Raised.Where(one => !standing.ContainsKey(one.Condition)))
            await conditions.ClearAsync(over.Condition, "What was heard since shows that it is over.", causationId: causationId);
    }

    private static EntryRefusal RefusalOf(RequestOutcome.Refused refused) => new(refused.HttpStatus, refused.Code, refused.Text, refused switch
    {
        { Kind: RefusalKind.BadKeys } => EntryRefusalMeaning.BadKeys,
        { HttpStatus: 403, Code: null } when refused.Text.StartsWith("forbidden", StringComparison.OrdinalIgnoreCase) => EntryRefusalMeaning.BadKeys,
        { Kind: RefusalKind.InsufficientBuyingPower } => EntryRefusalMeaning.NoMoney,
        _ => EntryRefusalMeaning.Order,
    });
}
