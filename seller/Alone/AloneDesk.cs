using Pipeline.Broker.Port;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Seller.Alone;

/// <summary>What the loop does while nobody tells it what is wanted: goes by what it remembers, and finds an answer for what is held without one. Touched by the loop alone.</summary>
internal sealed class AloneDesk(IEnumerable<SellSignal> remembered)
{
    private readonly Dictionary<Symbol, SellSignal> _remembered = remembered.ToDictionary(signal => signal.Symbol);
    private readonly Dictionary<Symbol, (decimal Quantity, decimal Available)> _seen = [];
    private readonly Dictionary<Symbol, SellSignal?> _searching = [];
    private bool _isAlone;

    /// <summary>The origin of something held is being looked for.</summary>
    public bool IsSearching => _searching.Count > 0;

    /// <summary>Forgets what was seen when a new time alone begins; once it is over, no search is answered any more.</summary>
    public void Turn(bool isAlone)
    {
        if (isAlone && !_isAlone)
            _seen.Clear();
        _isAlone = isAlone;
    }

    /// <summary>The newest wanted state of the symbol from before this life, as long as none was heard in it.</summary>
    public SellSignal? RememberedOf(Symbol symbol) => _remembered.GetValueOrDefault(symbol);

    /// <summary>A wanted state was heard: what was remembered is of no use any more.</summary>
    public void Forget(Symbol symbol) => _remembered.Remove(symbol);

    /// <summary>Compares a reading with the one before and with what the desks know; returns the positions whose origin must be found out.</summary>
    /// <param name="positions">All that is held.</param>
    /// <param name="deskOf">The symbol's desk; made when there is none.</param>
    /// <param name="desks">All desks with something to do.</param>
    /// <param name="now">Machine time.</param>
    public IReadOnlyList<VenuePosition> Take(
        IReadOnlyList<VenuePosition> positions, Func<Symbol, SymbolDesk> deskOf, IEnumerable<SymbolDesk> desks, DateTimeOffset now)
    {
        var held = positions.Where(position => position.Quantity > 0).ToDictionary(position => position.Symbol);
        var unexplained = new List<VenuePosition>();
        foreach (var position in held.Values)
        {
            var desk = deskOf(position.Symbol);
            var before = _seen.TryGetValue(position.Symbol, out var seen) ? seen : (Quantity: 0m, Available: -1m);
            _seen[position.Symbol] = (position.Quantity, position.Available);
            if (!desk.Rests && before != (position.Quantity, position.Available))
                desk.Wake(now);

            // More than before may be another trade's.
            if ((desk.Rests || position.Quantity > before.Quantity) && _searching.TryAdd(position.Symbol, desk.Wanted))
                unexplained.Add(position);
        }

        foreach (var gone in _seen.Keys.Where(symbol => !held.ContainsKey(symbol)).ToList())
            _seen.Remove(gone);
        foreach (var desk in desks.Where(desk => desk.Effective is { } wanted && !held.ContainsKey(wanted.Symbol)))
            desk.WakeOnce(now);

        // Nothing is held of these: whatever rests of them at the venue is to go.
        foreach (var (symbol, wanted) in _remembered.Where(pair => !held.ContainsKey(pair.Key)).ToList())
        {
            _remembered.Remove(symbol);
            deskOf(symbol).Want(wanted, now);
        }

        return unexplained;
    }

    /// <summary>Takes what the search found; true when it is what the desk goes by now.</summary>
    /// <param name="symbol">Whose search has ended.</param>
    /// <param name="found">Null when the venue could not be asked: the next reading asks again.</param>
    /// <param name="desk">The symbol's desk.</param>
    /// <param name="isClosed">Whether the ledger says that a wanted exit's trade is closed.</param>
    /// <param name="now">Machine time.</param>
    public bool Found(Symbol symbol, SellSignal? found, SymbolDesk desk, Func<SellSignal, bool> isClosed, DateTimeOffset now)
    {
        _searching.Remove(symbol, out var wantedThen);

        // Somebody speaks again, or has spoken since: the answer is to a question of before.
        if (found is null || !_isAlone || !ReferenceEquals(wantedThen, desk.Wanted))
        {
            _seen.Remove(symbol);
            return false;
        }

        // Trades tell nothing of an adopted position, whose trade is not its entry's: an exit of this life that is under way is never taken back.
        var isExiting = desk is { IsDone: false, Wanted: { Want: WantedState.Exit, Quantity.IsZero: false, Keep: null or { IsZero: true } } exit } && !isClosed(exit);
        if (_remembered.Remove(symbol, out var remembered) && (desk.Wanted is not { } heard || heard.Epoch < remembered.Epoch))
            desk.Want(remembered, now);
        if (isExiting || (!desk.Rests && desk.Effective?.TradeId == found.TradeId))
        {
            desk.Wake(now);
            return false;
        }

        desk.WantMeanwhile(found, now);
        return true;
    }
}
