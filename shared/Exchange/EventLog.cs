namespace Pipeline.Exchange;

/// <summary>Writes events: numbers them, folds them into the state and keeps them until they are taken.</summary>
public sealed class EventLog(VenueState state)
{
    private List<ExchangeEvent> _pending = [];

    public VenueState State => state;

    /// <summary>The events since the last call.</summary>
    public IReadOnlyList<ExchangeEvent> Take()
    {
        var taken = _pending;
        _pending = [];
        return taken;
    }

    public void Write(Func<long, ExchangeEvent> create)
    {
        var occurred = create(state.Sequence + 1);
        state.Apply(occurred);
        _pending.Add(occurred);
    }

    /// <summary>Records an order's new value.</summary>
    /// <exception cref="InvalidOperationException">Its status may not follow the one before.</exception>
    public Order Change(OrderEventKind kind, Order order, DateTimeOffset now, Execution? execution = null)
    {
        if (state.Orders.Find(order.Id) is { } before && before.Status != order.Status && !OrderStatusTransitions.Allows(before.Status, order.Status))
            throw new InvalidOperationException($"order {order.Id} may not go from {before.Status} to {order.Status}");
        var changed = order with { UpdatedAt = now };
        Write(sequence => new OrderChanged(sequence, now, kind, changed, execution));
        return changed;
    }
}
