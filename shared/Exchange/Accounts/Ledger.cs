namespace Pipeline.Exchange;

/// <summary>Cash, positions and executions of the account.</summary>
public sealed class Ledger
{
    private readonly SortedDictionary<string, Position> _positions = new(StringComparer.Ordinal);
    private readonly List<Execution> _executions = [];

    /// <summary>Dollars; may go below zero on margin.</summary>
    public decimal Cash { get; private set; }

    /// <summary>Profit of everything closed so far, in dollars.</summary>
    public decimal Realized { get; private set; }

    /// <summary>Open positions by symbol.</summary>
    public IReadOnlyCollection<Position> Positions => _positions.Values;

    /// <summary>Every execution, oldest first.</summary>
    public IReadOnlyList<Execution> Executions => _executions;

    public Position? Find(string symbol) => _positions.GetValueOrDefault(symbol);

    /// <summary>Shares held, negative when short.</summary>
    public decimal QuantityOf(string symbol) => Find(symbol)?.Quantity ?? 0m;

    public void Deposit(decimal dollars) => Cash += dollars;

    /// <summary>Books one execution.</summary>
    public void Book(Execution execution)
    {
        var change = execution.Side == Side.Buy ? execution.Quantity : -execution.Quantity;
        var before = Find(execution.Symbol) ?? new Position(execution.Symbol, 0m, 0m);
        var (after, realized) = before.Trade(change, execution.Price);
        if (after.Quantity == 0m) _positions.Remove(execution.Symbol);
        else _positions[execution.Symbol] = after;
        Cash -= change * execution.Price;
        Realized += realized;
        _executions.Add(execution);
    }
}
