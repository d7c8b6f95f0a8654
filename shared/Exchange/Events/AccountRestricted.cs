namespace Pipeline.Exchange;

/// <summary>The venue restricted the account or lifted restrictions.</summary>
public sealed record AccountRestricted(long Sequence, DateTimeOffset At, AccountRestrictions Restrictions) : ExchangeEvent(Sequence, At);
