namespace Pipeline.Exchange;

/// <summary>One fact of the venue's log; the whole state is the fold of these.</summary>
/// <param name="Sequence">1 and upward, without gaps.</param>
/// <param name="At">Venue time.</param>
public abstract record ExchangeEvent(long Sequence, DateTimeOffset At);

/// <summary>The account came to be with this much cash, in dollars.</summary>
public sealed record AccountOpened(long Sequence, DateTimeOffset At, decimal Cash) : ExchangeEvent(Sequence, At);

/// <summary>The account's settings changed.</summary>
public sealed record AccountConfigured(long Sequence, DateTimeOffset At, AccountConfiguration Configuration)
    : ExchangeEvent(Sequence, At);

/// <summary>An order changed, by an execution or otherwise.</summary>
public sealed record OrderChanged(long Sequence, DateTimeOffset At, OrderEventKind Kind, Order Order, Execution? Execution)
    : ExchangeEvent(Sequence, At);

/// <summary>A session ended with this much equity, in dollars.</summary>
public sealed record SessionClosed(long Sequence, DateTimeOffset At, DateOnly Day, decimal Equity) : ExchangeEvent(Sequence, At);
