using Pipeline.Broker.Port;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using Pipeline.Hosting.Stages;

namespace Pipeline.Monitor.Books;

/// <summary>All that the loop remembers; touched by the loop alone.</summary>
internal sealed class MonitorBooks(StageRun run)
{
    private static readonly TimeSpan OldestReading = TimeSpan.FromDays(2);
    private readonly Dictionary<Symbol, SymbolBook> _symbols = [];

    public OrderOrigins Origins { get; } = new();

    /// <summary>All that was stored before the process began is taken in.</summary>
    public bool AreRead { get; set; }

    /// <summary>Flatten commands by their subject's symbol; null for all.</summary>
    public List<FlattenControl> Flattens { get; } = [];

    /// <summary>Reconciliations that a person asked for and nobody has answered yet.</summary>
    public Queue<ReconcileControl> Asked { get; } = [];

    /// <summary>Trading days whose baseline is stored.</summary>
    public Dictionary<DateOnly, Session> Days { get; } = [];

    /// <summary>Where each trading day lies on its stream.</summary>
    public Dictionary<DateOnly, ulong> DaySequences { get; } = [];

    /// <summary>What the venue took back or corrected, as it was stored; the process before may have died before it counted.</summary>
    public List<OrderUpdate> Amended { get; } = [];

    /// <summary>What the venue's cash must be.</summary>
    public CashBook Cash { get; set; } = CashBook.Empty;

    public IReadOnlyList<SessionHours> Sessions { get; set; } = [];

    public IReadOnlyCollection<SymbolBook> Symbols => _symbols.Values;

    public IEnumerable<SymbolBook> Open => _symbols.Values.Where(book => !book.Position.Quantity.IsZero);

    public SymbolBook Of(Symbol symbol)
    {
        if (!_symbols.TryGetValue(symbol, out var book))
            _symbols[symbol] = book = new SymbolBook(PositionFold.Empty(run.Account, symbol));
        return book;
    }

    public SymbolBook? Find(Symbol symbol) => _symbols.GetValueOrDefault(symbol);

    /// <summary>All orders of a symbol but those that the venue has twice not known: these cover nothing.</summary>
    public IReadOnlyCollection<VenueOrder> OrdersOf(Symbol symbol) => [.. Origins.Orders.Values.Where(order => order.Symbol == symbol && !Origins.IsLost(order.VenueOrderId))];

    /// <summary>Close of the last session that began; null before the calendar is known.</summary>
    public DateTimeOffset? SessionClose(DateTimeOffset now) => Sessions.LastOrDefault(session => session.OpensAt <= now)?.ClosesAt;

    /// <summary>Whether something may be traded now: pairs always, the rest within a session, and while the calendar is not known yet.</summary>
    public bool Trades(Symbol symbol, DateTimeOffset now) =>
        symbol.IsCrypto || Sessions.Count == 0 || Sessions.Any(session => session.OpensAt <= now && now < session.ClosesAt);

    /// <summary>Orders that the book holds for open.</summary>
    public IReadOnlyCollection<string> OpenOrders() =>
    [
        .. Origins.Orders.Values.Where(order => !order.IsTerminal).Select(order => order.VenueOrderId)
            .Concat(_symbols.Values.SelectMany(book => book.Position.Orders).Where(order => !order.Ended).Select(order => order.VenueOrderId))
            .Distinct(),
    ];

    /// <summary>From where orders must be read: the oldest thing that is still open, at most two days back.</summary>
    public DateTimeOffset OldestOpen(DateTimeOffset now)
    {
        var open = Origins.Orders.Values.Where(order => !order.IsTerminal).Select(order => order.SubmittedAt)
            .Concat(Open.Select(book => book.Position.OpenedAt))
            .Concat(Origins.PendingEntries().Select(entry => (DateTimeOffset?)entry.VenueTime))
            .Append(LastFolded());
        var oldest = open.Where(at => at >= now - OldestReading).Min() ?? now;
        return oldest < now ? oldest : now;
    }

    /// <summary>Venue time of the last execution in the book.</summary>
    public DateTimeOffset? LastFolded() => _symbols.Values.SelectMany(book => book.Position.Orders).Select(order => order.LastExecutionAt).Max();
}
