namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>Orders, positions and cash, folded from the venue's log.</summary>
public sealed class VenueAccount
{
    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Holding> _holdings = new(StringComparer.Ordinal);

    /// <summary>Dollars.</summary>
    public decimal Cash { get; private set; }

    public IReadOnlyDictionary<string, VenueOrder> Orders => _orders;

    /// <summary>Symbols with shares, also with less than none.</summary>
    public IEnumerable<KeyValuePair<string, Holding>> Holdings => _holdings.Where(holding => holding.Value.Quantity != 0);

    public decimal HeldOf(string symbol) => _holdings.TryGetValue(symbol, out var holding) ? holding.Quantity : 0;

    public IEnumerable<VenueOrder> OpenIn(string symbol) => _open.TryGetValue(symbol, out var ids) ? ids.Select(id => _orders[id]) : [];

    public IEnumerable<VenueOrder> Open => _open.Values.SelectMany(ids => ids).Select(id => _orders[id]);

    /// <summary>An order and all that hang together with it: the entry or take-profit, and its legs.</summary>
    public string FamilyOf(VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.ParentId is { } parent && _orders.TryGetValue(parent, out var known) ? FamilyOf(known) : order.ParentId ?? order.Id;
    }

    /// <summary>False for a leg that waits for its entry to fill: it is no exit yet.</summary>
    public bool IsArmed(VenueOrder leg)
    {
        ArgumentNullException.ThrowIfNull(leg);
        return leg.ParentId is not { } id || !_orders.TryGetValue(id, out var parent) || !parent.IsBuy || parent.Status == "filled";
    }

    public void Apply(VenueEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Cash is { } cash)
            Cash = cash;
        if (entry.Order is { } order)
            Put(order);
        if (entry.Execution is { } execution)
            Execute(execution, entry.Event);
        if (entry.Adjustment is { } adjustment)
        {
            Cash += adjustment.Cash;
            Move(adjustment.Symbol, adjustment.Quantity, adjustment.CostBasis);
        }
    }

    private void Put(VenueOrder order)
    {
        _orders[order.Id] = order;
        if (!_open.TryGetValue(order.Symbol, out var open))
            _open[order.Symbol] = open = new HashSet<string>(StringComparer.Ordinal);
        if (order.IsOpen)
            open.Add(order.Id);
        else
            open.Remove(order.Id);
    }

    private void Execute(VenueExecution execution, string? what)
    {
        // A correction carries the execution as it is now; what it was, is not in this line: such logs are not judged for cash.
        if (what == "trade_correct")
            return;
        var undone = what == "trade_bust" ? -1 : 1;
        var change = (execution.IsBuy ? execution.Quantity : -execution.Quantity) * undone;
        Cash -= change * execution.Price;
        var held = HeldOf(execution.Symbol);
        var cost = _holdings.TryGetValue(execution.Symbol, out var holding) ? holding.Cost : 0;
        Move(execution.Symbol, change, change > 0 ? change * execution.Price : held == 0 ? change * execution.Price : change * cost / held);
    }

    private void Move(string symbol, decimal quantity, decimal cost)
    {
        var now = _holdings.GetValueOrDefault(symbol) ?? new Holding(0, 0);
        _holdings[symbol] = now.Quantity + quantity == 0 ? new Holding(0, 0) : new Holding(now.Quantity + quantity, now.Cost + cost);
    }
}

/// <summary>Shares of one symbol and what they cost, in dollars.</summary>
public sealed record Holding(decimal Quantity, decimal Cost);
