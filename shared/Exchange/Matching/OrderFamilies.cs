namespace Pipeline.Exchange;

/// <summary>Keeps the members of a bracket, OTO or OCO in step.</summary>
public sealed class OrderFamilies(EventLog log)
{
    private OrderBook Orders => log.State.Orders;

    /// <summary>True when a leg must wait: its entry is not filled, or it is a stop beside a working take-profit.</summary>
    public bool MustBeHeld(Order order)
    {
        if (order.ParentId is not { } parentId || Orders.Find(parentId) is not { } parent) return false;
        if (parent.Role == OrderRole.Entry && parent.Status != OrderStatus.Filled) return true;
        return order.Role == OrderRole.StopLoss && TakeProfitBeside(order) is not null;
    }

    /// <summary>The open take-profit that shares the stop's shares, if any.</summary>
    public Order? TakeProfitBeside(Order stop) =>
        Orders.FamilyOf(stop).FirstOrDefault(member => member is { Role: OrderRole.TakeProfit, IsOpen: true });

    /// <summary>True when a held stop watches the market: its entry is filled or there was none.</summary>
    public bool IsArmed(Order order) =>
        order is { Status: OrderStatus.Held, Role: OrderRole.StopLoss, ParentId: { } parentId }
        && Orders.Find(parentId) is { } parent
        && (parent.Role != OrderRole.Entry || parent.Status == OrderStatus.Filled);

    /// <summary>What an execution of one member means for the others.</summary>
    public void AfterExecution(Order order, DateTimeOffset now)
    {
        var others = Orders.FamilyOf(order).Where(member => member.Id != order.Id && member.IsOpen).ToList();
        if (order.Role == OrderRole.Entry)
        {
            if (order.Status != OrderStatus.Filled) return;
            FitLegs(order, others, now);
            foreach (var leg in others.Select(leg => Orders.Find(leg.Id)!).Where(leg => leg.IsOpen && !MustBeHeld(leg)))
                log.Change(OrderEventKind.New, leg with { Status = OrderStatus.New }, now);
        }
        else if (order.Status == OrderStatus.Filled)
        {
            foreach (var other in others) Cancel(other, now);
        }
        else
        {
            foreach (var stop in others.Where(other => other.Role == OrderRole.StopLoss && other.Leaves > order.Leaves))
                log.Change(OrderEventKind.Restated, stop with { Quantity = stop.FilledQuantity + order.Leaves }, now);
        }
    }

    /// <summary>Cancels every open member of the order's family.</summary>
    public void CancelAll(Order order, DateTimeOffset now)
    {
        foreach (var member in Orders.FamilyOf(order).Where(member => member.IsOpen)) Cancel(member, now);
    }

    public void Cancel(Order order, DateTimeOffset now) =>
        log.Change(OrderEventKind.Canceled, order with { Status = OrderStatus.Canceled, CanceledAt = now }, now);

    /// <summary>
    /// Legs may not sell what is no longer there: shares of a partly filled entry are not reserved, so some may have been
    /// sold before the entry was complete.
    /// </summary>
    private void FitLegs(Order entry, IReadOnlyList<Order> legs, DateTimeOffset now)
    {
        var position = log.State.Ledger.QuantityOf(entry.Symbol);
        var strangers = Orders.OpenIn(entry.Symbol).Where(order => legs.All(leg => leg.Id != order.Id)).ToList();
        var available = Math.Abs(position) - Reservations.HeldShares(position, strangers);
        foreach (var leg in legs.Where(leg => leg.Quantity > available))
        {
            if (available <= 0m) Cancel(leg, now);
            else log.Change(OrderEventKind.Restated, leg with { Quantity = available }, now);
        }
    }

    /// <summary>Hands the legs of a replaced parent to its successor.</summary>
    public void MoveLegs(Order from, Order to, DateTimeOffset now)
    {
        foreach (var leg in Orders.LegsOf(from.Id)) log.Change(OrderEventKind.Amended, leg with { ParentId = to.Id }, now);
    }
}
