using Pipeline.Exchange;

namespace Pipeline.Simulator.Engine;

/// <summary>One event as it is written to the journal and shown to a checker; only the fields of its kind are set.</summary>
public sealed record JournalEntry
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When it was written, by the machine's clock; the events of one step or request share one. Null in a journal from before it was kept.</summary>
    public DateTimeOffset? MachineTime { get; init; }

    /// <summary>
    /// <c>account_opened</c>, <c>account_configured</c>, <c>account_restricted</c>, <c>session_closed</c>, <c>order</c>, <c>asset</c> or
    /// <c>adjustment</c>.
    /// </summary>
    public required string Type { get; init; }

    public decimal? Cash { get; init; }

    public AccountConfiguration? Configuration { get; init; }

    public AccountRestrictions? Restrictions { get; init; }

    public DateOnly? Day { get; init; }

    public decimal? Equity { get; init; }

    public OrderEventKind? Event { get; init; }

    public Order? Order { get; init; }

    public Execution? Execution { get; init; }

    public AssetEventKind? Decision { get; init; }

    /// <summary>Everything decided about a symbol so far.</summary>
    public AssetState? Asset { get; init; }

    public PositionAdjusted? Adjustment { get; init; }

    public static JournalEntry Of(ExchangeEvent occurred, DateTimeOffset? machineTime)
    {
        var entry = new JournalEntry { Sequence = occurred.Sequence, At = occurred.At, MachineTime = machineTime, Type = "" };
        return occurred switch
        {
            AccountOpened opened => entry with { Type = "account_opened", Cash = opened.Cash },
            AccountConfigured configured => entry with { Type = "account_configured", Configuration = configured.Configuration },
            SessionClosed closed => entry with { Type = "session_closed", Day = closed.Day, Equity = closed.Equity },
            OrderChanged changed => entry with { Type = "order", Event = changed.Kind, Order = changed.Order, Execution = changed.Execution },
            AccountRestricted restricted => entry with { Type = "account_restricted", Restrictions = restricted.Restrictions },
            AssetChanged changed => entry with { Type = "asset", Decision = changed.Kind, Asset = changed.Asset },
            PositionAdjusted adjusted => entry with { Type = "adjustment", Adjustment = adjusted },
            _ => throw new InvalidOperationException($"unknown event {occurred.GetType().Name}"),
        };
    }

    public ExchangeEvent ToEvent() => this switch
    {
        { Type: "account_opened", Cash: { } cash } => new AccountOpened(Sequence, At, cash),
        { Type: "account_configured", Configuration: { } configuration } => new AccountConfigured(Sequence, At, configuration),
        { Type: "session_closed", Day: { } day, Equity: { } equity } => new SessionClosed(Sequence, At, day, equity),
        { Type: "order", Event: { } kind, Order: { } order } => new OrderChanged(Sequence, At, kind, order, Execution),
        { Type: "account_restricted", Restrictions: { } restrictions } => new AccountRestricted(Sequence, At, restrictions),
        { Type: "asset", Decision: { } decision, Asset: { } asset } => new AssetChanged(Sequence, At, decision, asset),
        { Type: "adjustment", Adjustment: { } adjustment } => adjustment,
        _ => throw new JournalException($"event {Sequence} has an unknown type '{Type}'"),
    };
}
