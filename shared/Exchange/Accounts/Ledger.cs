namespace Pipeline.Exchange;

/// <summary>Cash, positions and executions of the account.</summary>
public sealed class Ledger
{
    private readonly SortedDictionary<string, Position> _positions = new(StringComparer.Ordinal);
    private readonly List<Execution> _executions = [];
    private readonly List<PositionAdjusted> _adjustments = [];
    private readonly Dictionary<Guid, Booking> _bookings = [];
    private readonly SortedDictionary<string, FeeAccrual> _fees = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _busted = [];

    /// <summary>Dollars; may go below zero on margin.</summary>
    public decimal Cash { get; private set; }

    /// <summary>Profit of everything closed so far, in dollars.</summary>
    public decimal Realized { get; private set; }

    /// <summary>Open positions by symbol.</summary>
    public IReadOnlyCollection<Position> Positions => _positions.Values;

    /// <summary>Every execution as it happened, oldest first; corrections and busts do not change it.</summary>
    public IReadOnlyList<Execution> Executions => _executions;

    /// <summary>Every change without an execution, oldest first.</summary>
    public IReadOnlyList<PositionAdjusted> Adjustments => _adjustments;

    /// <summary>Crypto fees that are owed until the day ends, by pair.</summary>
    public IReadOnlyCollection<FeeAccrual> Fees => _fees.Values;

    /// <summary>How often an execution was busted or corrected.</summary>
    public int Amendments { get; private set; }

    public Position? Find(string symbol) => _positions.GetValueOrDefault(symbol);

    /// <summary>Shares held, negative when short.</summary>
    public decimal QuantityOf(string symbol) => Find(symbol)?.Quantity ?? 0m;

    /// <summary>Shares held that no fee is owed of; what orders hold is not taken off.</summary>
    public decimal OwnOf(string symbol) => QuantityOf(symbol) - (_fees.GetValueOrDefault(symbol)?.Quantity ?? 0m);

    /// <summary>The execution as it stands after corrections, or null when it is unknown or was busted.</summary>
    public Execution? Standing(Guid executionId) => _busted.Contains(executionId) ? null : _bookings.GetValueOrDefault(executionId)?.Execution;

    public bool IsBusted(Guid executionId) => _busted.Contains(executionId);

    public void Deposit(decimal dollars) => Cash += dollars;

    /// <summary>Books one execution.</summary>
    public void Book(Execution execution)
    {
        var before = Find(execution.Symbol) ?? new Position(execution.Symbol, 0m, 0m);
        var (after, realized) = before.Trade(execution.Change, execution.Price);
        Put(after);
        Cash -= execution.Change * execution.Price;
        Realized += realized;
        _executions.Add(execution);
        _bookings[execution.Id] = new Booking(execution, before.Adds(execution.Change), realized);
        if (execution.FeeQuantity == 0m && execution.FeeDollars == 0m) return;
        var owed = _fees.GetValueOrDefault(execution.Symbol) ?? new FeeAccrual(execution.Symbol, 0m, 0m, DateOnly.FromDateTime(execution.At.UtcDateTime));
        _fees[execution.Symbol] = owed with { Quantity = owed.Quantity + execution.FeeQuantity, Dollars = owed.Dollars + execution.FeeDollars };
    }

    /// <summary>Changes a position or the cash without an execution.</summary>
    public void Adjust(PositionAdjusted adjusted)
    {
        var before = Find(adjusted.Symbol) ?? new Position(adjusted.Symbol, 0m, 0m);
        Put(before with { Quantity = before.Quantity + adjusted.Quantity, CostBasis = before.CostBasis + adjusted.CostBasis });
        Cash += adjusted.Cash;
        Realized += adjusted.Realized;
        _adjustments.Add(adjusted);
        if (adjusted.Kind == AdjustmentKind.CryptoFee) _fees.Remove(adjusted.Symbol);
    }

    /// <summary>True when an execution can be undone: it stands, and the shares it brought are still there.</summary>
    public bool CanBust(Guid executionId)
    {
        if (Standing(executionId) is not { } execution) return false;
        var held = QuantityOf(execution.Symbol);
        return _bookings[executionId].Opened
            ? Math.Sign(held) == Math.Sign(execution.Change) && Math.Abs(held) >= execution.Quantity
            : held * execution.Change <= 0m;
    }

    /// <summary>Undoes an execution.</summary>
    public void Bust(Guid executionId)
    {
        var (execution, opened, realized) = _bookings[executionId];
        var before = Find(execution.Symbol) ?? new Position(execution.Symbol, 0m, 0m);
        var paid = execution.Change * execution.Price;
        var quantity = before.Quantity - execution.Change;
        var basis = before.CostBasis - paid - (opened ? 0m : realized);
        // Shares of other executions may have been sold at the common average since: then this one goes at the average too.
        if (opened && Math.Sign(basis) != Math.Sign(quantity)) basis = before.CostBasis * quantity / before.Quantity;
        Put(before with { Quantity = quantity, CostBasis = basis });
        Cash += paid;
        Realized += paid + basis - before.CostBasis;
        _busted.Add(executionId);
        Amendments++;
        // A fee that is booked already stays booked.
        if (_fees.GetValueOrDefault(execution.Symbol) is { } owed && owed.Since <= DateOnly.FromDateTime(execution.At.UtcDateTime))
            _fees[execution.Symbol] = owed with { Quantity = owed.Quantity - execution.FeeQuantity, Dollars = owed.Dollars - execution.FeeDollars };
    }

    /// <summary>Gives an execution another price.</summary>
    public void Correct(Execution corrected)
    {
        var (old, opened, realized) = _bookings[corrected.Id];
        var difference = old.Change * (corrected.Price - old.Price);
        Cash -= difference;
        var held = Find(old.Symbol) is { } position && Math.Sign(position.Quantity) == Math.Sign(old.Change) && Math.Abs(position.Quantity) >= old.Quantity;
        if (opened && held) Put(_positions[old.Symbol] with { CostBasis = _positions[old.Symbol].CostBasis + difference });
        else Realized -= difference;
        _bookings[corrected.Id] = new Booking(corrected, opened, opened ? realized : realized - difference);
        Amendments++;
    }

    private void Put(Position position)
    {
        if (position.Quantity == 0m) _positions.Remove(position.Symbol);
        else _positions[position.Symbol] = position;
    }

    private sealed record Booking(Execution Execution, bool Opened, decimal Realized);
}
