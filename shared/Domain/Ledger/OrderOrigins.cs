using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;

namespace Pipeline.Domain.Ledger;

/// <summary>The orders heard of and the intents behind them; tells what each order is to which round trip.</summary>
/// <remarks>Touched by the loop alone.</remarks>
public sealed class OrderOrigins
{
    private readonly Dictionary<string, EntryIntent> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderIntent> _intents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrackedOrder> _answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aimedAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);

    /// <summary>The same knowledge, to be added to without consequence.</summary>
    public OrderOrigins Copy()
    {
        var copy = new OrderOrigins();
        foreach (var (id, entry) in _entries)
            copy._entries[id] = entry;
        foreach (var (id, intent) in _intents)
            copy._intents[id] = intent;
        foreach (var (id, order) in _orders)
            copy._orders[id] = order;
        foreach (var (id, order) in _answered)
            copy._answered[id] = order;
        copy._aimedAt.UnionWith(_aimedAt);
        copy._lost.UnionWith(_lost);
        return copy;
    }

    /// <summary>The latest description of every order heard of, by the venue's id.</summary>
    public IReadOnlyDictionary<string, VenueOrder> Orders => _orders;

    /// <summary>Entries that may have an order at the venue nobody has told the end of: sent or about to be, not ended, and refused only as long as none turns up.</summary>
    public IEnumerable<EntryIntent> PendingEntries()
    {
        var told = _orders.Values.ToLookup(order => order.ClientOrderId, StringComparer.Ordinal);
        return _entries.Values.Where(entry => IsPending(told[entry.ClientOrderId].Aggregate(_answered.GetValueOrDefault(entry.Id, TrackedOrder.Initialized), (order, word) => order.With(word))));
    }

    public void Hear(EntryIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        _entries[intent.ClientOrderId] = intent;
    }

    public void Hear(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (intent.ClientOrderId is { } id)
            _intents[id] = intent;
        if (intent.TargetVenueOrderId is { } target)
            _aimedAt.Add(target);
    }

    public void Hear(OrderAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Action != OrderAction.Cancel)
            _answered[answer.IntentId] = _answered.GetValueOrDefault(answer.IntentId, TrackedOrder.Initialized).With(answer.Outcome);
    }

    /// <summary>Takes in an order and its legs; false when nothing new was said.</summary>
    public bool Hear(VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var news = false;
        foreach (var one in order.WithLegs())
        {
            var parented = one.ParentVenueOrderId is null ? one with { ParentVenueOrderId = ParentOf(one, order) } : one;
            var known = _orders.GetValueOrDefault(one.VenueOrderId);
            var later = known is null ? parented : OrderTransitions.Later(known, parented);
            news |= known is null || known.Status != later.Status || known.FilledQuantity != later.FilledQuantity ||
                known.StopPrice != later.StopPrice || known.LimitPrice != later.LimitPrice || known.Quantity != later.Quantity;
            _orders[one.VenueOrderId] = later;
            _lost.Remove(one.VenueOrderId);
        }

        return news;
    }

    /// <summary>Remembers that the venue does not know an order that nobody has told the end of; the venue's next word of it takes that back. False when it was known.</summary>
    public bool Lose(string venueOrderId) => _lost.Add(venueOrderId);

    /// <summary>True when the venue was found not to know the order: it covers nothing and waits for nothing, though it is not ended.</summary>
    public bool IsLost(string venueOrderId) => _lost.Contains(venueOrderId);

    /// <summary>Forgets ended orders last heard of before a moment, but none that an open order or a round trip under way descends from; and the requests that none of the rest comes from.</summary>
    /// <param name="moment">Venue time.</param>
    /// <param name="needed">Venue ids of the orders of open positions.</param>
    public void ForgetEndedBefore(DateTimeOffset moment, IEnumerable<string> needed)
    {
        var recent = _orders.Values.Where(order => (!order.IsTerminal && !IsLost(order.VenueOrderId)) || !((order.UpdatedAt ?? order.SubmittedAt) < moment)).Select(order => order.VenueOrderId);
        var kept = OrderFamilies.WithAncestors(_orders, recent.Concat(needed).ToArray());
        foreach (var id in _orders.Keys.Where(id => !kept.Contains(id)).ToArray())
        {
            _orders.Remove(id);
            _aimedAt.Remove(id);
            _lost.Remove(id);
        }

        // A request outlives its order never: without the order's end beside it, an old one would seem to be under way again.
        var clients = HeardClients();
        foreach (var entry in _entries.Values.Where(entry => entry.VenueTime < moment && !clients.Contains(entry.ClientOrderId)).ToArray())
            Forget(_entries, entry.ClientOrderId, entry.Id);
        foreach (var (client, intent) in _intents.Where(known => known.Value.VenueTime < moment && !clients.Contains(known.Key)).ToArray())
            Forget(_intents, client, intent.Id);
    }

    private void Forget<T>(Dictionary<string, T> requests, string clientOrderId, string intentId)
    {
        requests.Remove(clientOrderId);
        _answered.Remove(intentId);
    }

    /// <summary>Symbols with a request whose order nobody has spoken of yet: what the venue says of them may be different in a moment.</summary>
    /// <param name="since">Machine time; older requests are not waited for.</param>
    public IReadOnlySet<Symbol> InFlight(DateTimeOffset since)
    {
        var heard = HeardClients();
        var exits = _intents.Values.Where(intent => intent.MachineTime >= since && !IsWithoutEffect(intent.Id) && !heard.Contains(intent.ClientOrderId!));
        return UnheardEntries(since).Select(entry => entry.Symbol).Concat(exits.Select(intent => intent.Symbol)).ToHashSet();
    }

    /// <summary>Entries that may have an order at the venue that nobody has spoken of.</summary>
    /// <param name="since">Machine time of the oldest.</param>
    public IEnumerable<EntryIntent> UnheardEntries(DateTimeOffset since)
    {
        var heard = HeardClients();
        return _entries.Values.Where(entry => entry.MachineTime >= since && !IsWithoutEffect(entry.Id) && !heard.Contains(entry.ClientOrderId));
    }

    /// <summary>True when the pipeline asked for the end or the replacement of the order, or of another of its family, or when the venue ends it together with the entry it is a leg of.</summary>
    public bool IsEndExpected(VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var root = OrderFamilies.RootOf(_orders, order);
        var family = _orders.Values.Where(one => one.Symbol == order.Symbol && OrderFamilies.RootOf(_orders, one) == root).ToArray();
        return family.Any(one => (_aimedAt.Contains(one.VenueOrderId) && one.Status != OrderStatus.Replaced) || one is { Side: OrderSide.Buy, Status: OrderStatus.Canceled } ||
            (one.VenueOrderId != order.VenueOrderId && one is { Side: OrderSide.Sell, Status: OrderStatus.Filled }));
    }

    /// <summary>True when a sell of the pipeline's own is open: it reserves shares at the venue.</summary>
    public bool AnySells(Symbol symbol) =>
        _orders.Values.Any(order => order.Symbol == symbol && order is { Side: OrderSide.Sell, IsTerminal: false } && !IsLost(order.VenueOrderId) && Of(order).Role != OrderRole.Foreign);

    private HashSet<string> HeardClients() => _orders.Values.Select(order => order.ClientOrderId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Venue time at which the first entry of an open round trip was decided; null when no intent of its orders is known.</summary>
    public DateTimeOffset? DecidedAt(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.Orders.Where(order => order.Role == OrderRole.Entry).Select(order => _entries.GetValueOrDefault(order.ClientOrderId)?.VenueTime).Min();
    }

    public OrderOrigin Of(VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        // What one word of an order leaves out, its id with us or its kind, another has told.
        if (_orders.TryGetValue(order.VenueOrderId, out var told))
            order = OrderTransitions.Completed(order, told);
        if (_entries.TryGetValue(order.ClientOrderId, out var entry))
            return new OrderOrigin(OrderRole.Entry, entry.Id, entry.Strategy, entry.SignalId, entry.StopPrice, entry.TakeProfitPrice, entry.Facts.Quote);
        if (_intents.TryGetValue(order.ClientOrderId, out var intent))
            return new OrderOrigin(RoleOf(order, intent), intent.TradeId);
        if (Predecessor(order) is { } before && Of(before) is { Role: not OrderRole.Foreign } inherited)
            return Inherited(order, inherited);
        return ClientOrderId.IsOurs(order.ClientOrderId)
            ? new OrderOrigin(order.Side == OrderSide.Buy ? OrderRole.Entry : RoleByShape(order, OrderRole.Exit), null)
            : OrderOrigin.Foreign;
    }

    private bool IsWithoutEffect(string intentId) => _answered.GetValueOrDefault(intentId) is { State: OrderState.Refused or OrderState.Abandoned };

    private static bool IsPending(TrackedOrder order) =>
        order.Venue is { IsTerminal: false } || order.State is OrderState.Initialized or OrderState.Unknown or OrderState.Acknowledged;

    // A leg of an entry is an exit; a replacement is what it replaced.
    private static OrderOrigin Inherited(VenueOrder order, OrderOrigin source)
    {
        if (order.Side == OrderSide.Buy)
            return source;
        return source.Role == OrderRole.Entry
            ? new OrderOrigin(LegRole(order), source.TradeId)
            : source with { Role = RoleByShape(order, source.Role) };
    }

    // A leg that replaces a leg stands under the same parent; the stream does not say so.
    private string? ParentOf(VenueOrder order, VenueOrder listedUnder) =>
        order.VenueOrderId != listedUnder.VenueOrderId ? listedUnder.VenueOrderId
        : order.ReplacesVenueOrderId is { } replaced && _orders.TryGetValue(replaced, out var before) ? before.ParentVenueOrderId
        : null;

    private VenueOrder? Predecessor(VenueOrder order)
    {
        var known = _orders.GetValueOrDefault(order.VenueOrderId);
        var id = order.ParentVenueOrderId ?? known?.ParentVenueOrderId ?? order.ReplacesVenueOrderId ?? known?.ReplacesVenueOrderId;
        return id is not null && id != order.VenueOrderId ? _orders.GetValueOrDefault(id) : null;
    }

    private static OrderRole RoleOf(VenueOrder order, OrderIntent intent) => intent.Purpose switch
    {
        "exit_limit" or "exit_market" => OrderRole.Exit,
        "emergency_stop" => OrderRole.Stop,
        _ => LegRole(order),
    };

    private static OrderRole RoleByShape(VenueOrder order, OrderRole otherwise) =>
        order.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop ? OrderRole.Stop
        : order.Class is OrderClass.Oco or OrderClass.Bracket && order.Type == OrderType.Limit ? OrderRole.TakeProfit
        : otherwise;

    private static OrderRole LegRole(VenueOrder order) => RoleByShape(order, order.Type == OrderType.Limit ? OrderRole.TakeProfit : OrderRole.Exit);
}
