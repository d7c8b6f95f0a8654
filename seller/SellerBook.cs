using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>What the seller knows from ORDERS and LEDGER: its own requests and how they ended, open orders, positions, recorded trades, the day's hours.</summary>
public sealed class SellerBook
{
    private const int CountedAttempts = 1_000_000;
    private const int MostAttempts = 9_999_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OrderIntent> _unanswered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, HashSet<string>> _open = [];
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _partlyFilled = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, Position> _positions = [];
    private readonly Dictionary<Symbol, string> _lastTrades = [];
    private readonly Dictionary<string, Position> _closed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _recorded = new(StringComparer.Ordinal);
    private bool _isComplete;
    private Session? _session;

    /// <summary>Takes in a stored message; the symbol it speaks of, or null when it is of no concern.</summary>
    public Symbol? Fold(string subject, ReadOnlyMemory<byte> data)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.StartsWith("order.venue.", StringComparison.Ordinal))
            return MessageReading.TryRead<OrderUpdate>(data.Span, out var update, out _) ? Note(update.Order) : null;
        if (subject.StartsWith("order.intent.seller.", StringComparison.Ordinal))
            return MessageReading.TryRead<OrderIntent>(data.Span, out var intent, out _) ? Note(intent) : null;
        if (subject.StartsWith("order.answer.seller.", StringComparison.Ordinal))
            return MessageReading.TryRead<OrderAnswer>(data.Span, out var answer, out _) ? Note(answer) : null;
        if (subject.StartsWith("session.", StringComparison.Ordinal))
            return MessageReading.TryRead<Session>(data.Span, out var session, out _) ? Note(session) : null;
        if (subject.StartsWith("trade.", StringComparison.Ordinal))
            return MessageReading.TryRead<Trade>(data.Span, out var trade, out _) ? Note(trade) : null;
        return subject.StartsWith("position.", StringComparison.Ordinal) && MessageReading.TryRead<Position>(data.Span, out var position, out _)
            ? Note(position)
            : null;
    }

    public Symbol Note(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        lock (_gate)
        {
            if (!_answered.Contains(intent.Id))
                _unanswered[intent.Id] = intent;
            if (intent.ClientOrderId is { } id && id.LastIndexOf('-') is > 0 and var dash
                && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt))
                _attempts[id[..dash]] = Math.Max(attempt + 1, _attempts.GetValueOrDefault(id[..dash]));
        }

        return intent.Symbol;
    }

    public Symbol Note(OrderAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        lock (_gate)
        {
            if (answer.Outcome == AnswerOutcome.Unknown)
                return answer.Symbol;
            _answered.Add(answer.IntentId);
            _unanswered.Remove(answer.IntentId);
            if (answer is { Outcome: AnswerOutcome.Accepted, VenueOrderId: { } order })
                Open(answer.Symbol, order);
        }

        return answer.Symbol;
    }

    public Symbol Note(VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        lock (_gate)
        {
            if (order.IsTerminal)
                _partlyFilled.Remove(order.VenueOrderId);
            else if (order is { Side: OrderSide.Buy, FilledQuantity.IsZero: false } && !_ended.Contains(order.VenueOrderId))
                _partlyFilled.Add(order.VenueOrderId);
            foreach (var one in order.WithLegs())
            {
                if (!one.IsTerminal)
                {
                    Open(one.Symbol, one.VenueOrderId);
                    continue;
                }

                _open.GetValueOrDefault(one.Symbol)?.Remove(one.VenueOrderId);
                _ended.Add(one.VenueOrderId);
            }
        }

        return order.Symbol;
    }

    public Symbol Note(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        lock (_gate)
        {
            if (_positions.GetValueOrDefault(position.Symbol)?.TradeId is { } before && before != position.TradeId && _recorded.Remove(before))
                _closed.Remove(before);
            _positions[position.Symbol] = position;
            if (position.TradeId is not { } trade)
                return position.Symbol;
            if (ClosedTrade.IsClosed(position, trade))
                _closed[trade] = position;
            else
                _closed.Remove(trade);
        }

        return position.Symbol;
    }

    private Symbol? Note(Session session)
    {
        lock (_gate)
            _session = _session?.Day > session.Day ? _session : session;
        return null;
    }

    public Symbol Note(Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        lock (_gate)
            _lastTrades[trade.Symbol] = trade.TradeId;
        return trade.Symbol;
    }

    /// <summary>Whether a symbol trades at a venue time; taken for true while no hours are known.</summary>
    public bool Trades(Symbol symbol, DateTimeOffset now)
    {
        lock (_gate)
            return symbol.IsCrypto || _session is not { } session || session.Includes(now);
    }

    /// <summary>Requests whose end is not known, oldest first.</summary>
    public IReadOnlyList<OrderIntent> Unanswered(Symbol? symbol = null)
    {
        lock (_gate)
            return [.. _unanswered.Values.Where(intent => symbol is null || intent.Symbol == symbol).OrderBy(intent => intent.MachineTime)];
    }

    /// <summary>ORDERS and LEDGER have been read to their ends in this life.</summary>
    public bool IsComplete
    {
        get => Volatile.Read(ref _isComplete);
        set => Volatile.Write(ref _isComplete, value);
    }

    /// <summary>The next attempt of a leg: one more than any attempt that was ever intended.</summary>
    /// <remarks>Before ORDERS is read what was intended is not known: numbers then come from the clock, far above any that were counted.</remarks>
    /// <param name="family">A client order id without its last dash and attempt.</param>
    /// <param name="machineNow">Machine time.</param>
    public int NextAttempt(string family, DateTimeOffset machineNow)
    {
        var byClock = CountedAttempts + (int)((machineNow.ToUnixTimeMilliseconds() / 100) % (MostAttempts - CountedAttempts));
        lock (_gate)
        {
            var next = _attempts.GetValueOrDefault(family);
            return IsComplete ? next : Math.Max(next, byClock);
        }
    }

    public IReadOnlyList<string> OpenOrders(Symbol symbol)
    {
        lock (_gate)
            return _open.TryGetValue(symbol, out var open) ? [.. open] : [];
    }

    /// <summary>Shares come, and have no stop of their own before the rest of their order is gone.</summary>
    public bool IsAnyBuyPartlyFilled
    {
        get
        {
            lock (_gate)
                return _partlyFilled.Count > 0;
        }
    }

    public IReadOnlyList<Position> Held()
    {
        lock (_gate)
            return [.. _positions.Values.Where(position => !position.Quantity.IsZero)];
    }

    public Position? PositionOf(Symbol symbol)
    {
        lock (_gate)
            return _positions.GetValueOrDefault(symbol);
    }

    /// <summary>The trade of the symbol's book when it is another and later one than a wanted state speaks of: that state is void, however late it is delivered again.</summary>
    public string? NewerTradeThan(SellSignal wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return IsComplete && PositionOf(wanted.Symbol) is { TradeId: { } trade } position && trade != wanted.TradeId && position.Epoch > wanted.Epoch ? trade : null;
    }

    /// <summary>The closed book of a trade; remembered after the symbol's next trade has begun.</summary>
    public Position? ClosedBookOf(string tradeId)
    {
        lock (_gate)
            return _closed.GetValueOrDefault(tradeId);
    }

    /// <summary>The trade is recorded: its closed book is kept only while it is the symbol's newest, since a late epoch of the same exit may still ask for it.</summary>
    public void Forget(string tradeId)
    {
        lock (_gate)
        {
            if (_closed.TryGetValue(tradeId, out var closed) && _positions.GetValueOrDefault(closed.Symbol)?.TradeId == tradeId)
                _recorded.Add(tradeId);
            else
                _closed.Remove(tradeId);
        }
    }

    /// <summary>Symbols in which something is held, a closed position has no trade yet, or a request is unanswered.</summary>
    public IReadOnlyList<Symbol> Unsettled()
    {
        lock (_gate)
        {
            return [.. _positions.Values.Where(position => !position.Quantity.IsZero || IsUnrecorded(position)).Select(position => position.Symbol)
                .Concat(_unanswered.Values.Select(intent => intent.Symbol)).Distinct().Order()];
        }
    }

    private bool IsUnrecorded(Position position) => position is { ClosedAt: not null, TradeId: { } trade } && _lastTrades.GetValueOrDefault(position.Symbol) != trade;

    private void Open(Symbol symbol, string venueOrderId)
    {
        if (_ended.Contains(venueOrderId))
            return;
        if (!_open.TryGetValue(symbol, out var open))
            _open[symbol] = open = new HashSet<string>(StringComparer.Ordinal);
        open.Add(venueOrderId);
    }
}
