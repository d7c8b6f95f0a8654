namespace Pipeline.Exchange;

/// <summary>The open orders in the ways the venue asks for them, so that nothing walks through all orders.</summary>
public sealed class OpenOrders
{
    private readonly SortedDictionary<long, Order> _all = [];
    private readonly SortedDictionary<string, SortedDictionary<long, Order>> _bySymbol = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, Order> _unsettled = [];
    private readonly SortedDictionary<long, Order> _waiting = [];
    private readonly SortedSet<(DateTimeOffset At, long Rank)> _ends = [];

    public int Count => _all.Count;

    /// <summary>Buying power that all open orders hold, in dollars.</summary>
    public decimal Reserved { get; private set; }

    /// <summary>A copy of the symbols with open orders, in alphabetical order.</summary>
    public string[] Symbols() => [.. _bySymbol.Keys];

    /// <summary>A copy, oldest first; safe to change the book while reading it.</summary>
    public Order[] ToArray() => [.. _all.Values];

    /// <summary>A copy of those in one symbol, oldest first.</summary>
    public Order[] In(string symbol) => _bySymbol.TryGetValue(symbol, out var orders) ? [.. orders.Values] : [];

    /// <summary>Orders that wait for the venue: to be routed, cancelled, replaced.</summary>
    public Order[] Unsettled() => _unsettled.Count == 0 ? [] : [.. _unsettled.Values];

    /// <summary>Orders that wait for time to pass: queued for a session or an auction, done for the day.</summary>
    public Order[] Waiting() => _waiting.Count == 0 ? [] : [.. _waiting.Values];

    /// <summary>Ranks of the orders whose end has come.</summary>
    public long[] Due(DateTimeOffset now) => _ends.Count == 0 || _ends.Min.At > now ? [] : [.. _ends.TakeWhile(end => end.At <= now).Select(end => end.Rank)];

    /// <summary>Takes over an order's newest value.</summary>
    /// <param name="before">Its value so far; null when it is new.</param>
    public void Put(Order? before, Order order)
    {
        if (before is { IsOpen: true }) Remove(before, stays: order.IsOpen);
        if (!order.IsOpen) return;
        _all[order.Rank] = order;
        if (!_bySymbol.TryGetValue(order.Symbol, out var inSymbol)) _bySymbol[order.Symbol] = inSymbol = [];
        inSymbol[order.Rank] = order;
        if (order.Status is OrderStatus.PendingNew or OrderStatus.PendingCancel) _unsettled[order.Rank] = order;
        if (IsWaiting(order)) _waiting[order.Rank] = order;
        if (order.ExpiresAt is { } end) _ends.Add((end, order.Rank));
        Reserved += Reservations.Of(order);
    }

    private static bool IsWaiting(Order order) =>
        order.Status is OrderStatus.Accepted or OrderStatus.AcceptedForBidding or OrderStatus.DoneForDay or OrderStatus.Calculated;

    private void Remove(Order order, bool stays)
    {
        Reserved -= Reservations.Of(order);
        _unsettled.Remove(order.Rank);
        _waiting.Remove(order.Rank);
        if (order.ExpiresAt is { } end) _ends.Remove((end, order.Rank));
        if (stays) return;
        _all.Remove(order.Rank);
        var inSymbol = _bySymbol[order.Symbol];
        inSymbol.Remove(order.Rank);
        if (inSymbol.Count == 0) _bySymbol.Remove(order.Symbol);
    }
}
