namespace Pipeline.Exchange;

/// <summary>Everything the venue remembers: the fold of its events.</summary>
public sealed class VenueState
{
    public OrderBook Orders { get; } = new();

    public Ledger Ledger { get; } = new();

    /// <summary>What was decided about symbols; may be read by any thread.</summary>
    public AssetBook Assets { get; } = new();

    public DayTrades DayTrades { get; } = new();

    public TakenLiquidity Taken { get; } = new();

    public AccountConfiguration Configuration { get; private set; } = new();

    public AccountRestrictions Restrictions { get; private set; } = new();

    /// <summary>Sequence of the newest event; 0 before the account is opened.</summary>
    public long Sequence { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Equity at the last close, in dollars.</summary>
    public decimal LastEquity { get; private set; }

    public DateOnly LastClosedDay { get; private set; }

    /// <summary>Takes one event in.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow the last one.</exception>
    public void Apply(ExchangeEvent occurred)
    {
        if (occurred.Sequence != Sequence + 1)
            throw new InvalidOperationException($"event {occurred.Sequence} does not follow event {Sequence}");
        Sequence = occurred.Sequence;
        switch (occurred)
        {
            case AccountOpened opened:
                OpenedAt = opened.At;
                LastEquity = opened.Cash;
                Ledger.Deposit(opened.Cash);
                break;
            case AccountConfigured configured:
                Configuration = configured.Configuration;
                break;
            case AccountRestricted restricted:
                Restrictions = restricted.Restrictions;
                break;
            case SessionClosed closed:
                LastEquity = closed.Equity;
                LastClosedDay = closed.Day;
                break;
            case OrderChanged changed:
                Apply(changed);
                break;
            case AssetChanged changed:
                Assets.Put(changed.Asset);
                break;
            case PositionAdjusted adjusted:
                Ledger.Adjust(adjusted);
                break;
            default:
                throw new InvalidOperationException($"unknown event {occurred.GetType().Name}");
        }
    }

    private void Apply(OrderChanged changed)
    {
        Orders.Put(changed.Order);
        if (changed.Execution is not { } execution) return;
        switch (changed.Kind)
        {
            case OrderEventKind.TradeBust:
                Ledger.Bust(execution.Id);
                break;
            case OrderEventKind.TradeCorrect:
                Ledger.Correct(execution);
                break;
            default:
                DayTrades.Count(execution, Ledger.QuantityOf(execution.Symbol));
                Taken.Count(execution);
                Ledger.Book(execution);
                break;
        }
    }
}
