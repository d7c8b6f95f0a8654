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
        Orders.FamilyOf(stop).FirstOrDefault(member => member is { Role: OrderRole.TakeProfit, IsOpen: true, Status: not OrderStatus.PendingNew })
        ?? Orders.FamilyOf(stop).FirstOrDefault(member => member is { Role: OrderRole.TakeProfit, IsOpen: true });

    /// <summary>True when a held stop watches the market: its entry is filled or there was none. A pending cancel or replace does not disarm it.</summary>
    public bool IsArmed(Order order) =>
        order is { Effective: OrderStatus.Held, Role: OrderRole.StopLoss, ParentId: { } parentId }
        && Orders.Find(parentId) is { } parent
        && (parent.Role != OrderRole.Entry || parent.Status == OrderStatus.Filled);

    /// <summary>What an execution of one member means for the others.</summary>
    public void AfterExecution(Order order, DateTimeOffset now)
    {
        if (order.Class == OrderClass.Simple) return;
        var others = Orders.FamilyOf(order).Where(member => member.Id != order.Id && member.IsOpen).ToList();
        if (order.Role == OrderRole.Entry)
        {
            if (order.Status != OrderStatus.Filled) return;
            FitLegs(order, others, now);
            foreach (var leg in others.Select(leg => Orders.Find(leg.Id)!).Where(leg => leg.Status == OrderStatus.Held && !MustBeHeld(leg)))
                log.Change(OrderEventKind.New, leg with { Status = OrderStatus.New, RoutedAt = now }, now);
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

    /// <summary>An order that is about to be replaced filled in part: its successor wants that much less.</summary>
    public void Shrink(Order order, decimal quantity, DateTimeOffset now)
    {
        if (order.ReplacedBy is not { } id || Orders.Find(id) is not { Status: OrderStatus.PendingNew, Quantity: { } wanted } successor) return;
        log.Change(OrderEventKind.Amended, successor with { Quantity = Math.Max(0m, wanted - quantity) }, now);
    }

    /// <summary>Cancels every open member of the order's family.</summary>
    public void CancelAll(Order order, DateTimeOffset now)
    {
        foreach (var member in Orders.FamilyOf(order))
        {
            if (member is { Status: OrderStatus.PendingNew, Replaces: { } id } && Orders.Find(id) is { IsOpen: true } old) Cancel(old, now);
            else Cancel(member, now);
        }
    }

    /// <summary>Cancels an order, unless the end of another one has ended it already.</summary>
    public void Cancel(Order order, DateTimeOffset now)
    {
        if (Orders.Find(order.Id) is not { IsOpen: true } open) return;
        var ended = log.Change(OrderEventKind.Canceled, open with { Status = OrderStatus.Canceled, CanceledAt = now }, now);
        DropSuccessor(ended, now);
    }

    /// <summary>An order ended before it could be replaced: what should have replaced it is rejected.</summary>
    public void DropSuccessor(Order ended, DateTimeOffset now)
    {
        if (ended.ReplacedBy is not { } id || Orders.Find(id) is not { Status: OrderStatus.PendingNew } successor) return;
        log.Change(OrderEventKind.OrderReplaceRejected, ended, now);
        Reject(successor, "the order it should replace is no longer working", now);
    }

    /// <summary>Rejects an order that was taken, and cancels its legs.</summary>
    public void Reject(Order order, string reason, DateTimeOffset now)
    {
        log.Change(OrderEventKind.Rejected, order with { Status = OrderStatus.Rejected, RejectReason = reason, FailedAt = now }, now);
        foreach (var leg in Orders.LegsOf(order.Id)) Cancel(leg, now);
    }

    /// <summary>Hands the legs of a replaced parent to its successor.</summary>
    public void MoveLegs(Order from, Order to, DateTimeOffset now)
    {
        foreach (var leg in Orders.LegsOf(from.Id)) log.Change(OrderEventKind.Amended, leg with { ParentId = to.Id }, now);
    }

    /// <summary>Lets the exits in a symbol hold no more than there is: the youngest shrink or go first.</summary>
    public void FitExits(string symbol, DateTimeOffset now)
    {
        var held = log.State.Ledger.OwnOf(symbol);
        if (Math.Sign(held) != Math.Sign(log.State.Ledger.QuantityOf(symbol))) held = 0m;
        var exits = Orders.OpenIn(symbol).Where(order => Reduces(order, held) && !AwaitsEntry(order)).Reverse();
        foreach (var exit in exits)
        {
            var excess = Reservations.HeldShares(held, Orders.OpenIn(symbol)) - Math.Abs(held);
            if (Orders.Find(exit.Id) is not { IsOpen: true } order || (held != 0m && excess <= 0m)) continue;
            if (held == 0m || order.Leaves <= excess || order.Role == OrderRole.Entry) CancelAll(order, now);
            else FitFamily(order, order.Leaves - excess, now);
        }
    }

    /// <summary>Without a position an order reduces what it was sent to reduce; with one, whatever is on the other side.</summary>
    private static bool Reduces(Order order, decimal held) => held == 0m
        ? order.PositionIntent.EndsWith("_to_close", StringComparison.Ordinal)
        : (order.Side == Side.Sell) == (held > 0m);

    private bool AwaitsEntry(Order leg) =>
        leg.ParentId is { } parent && Orders.Find(parent) is { Role: OrderRole.Entry, IsOpen: true };

    private void FitFamily(Order order, decimal leaves, DateTimeOffset now)
    {
        foreach (var member in Orders.FamilyOf(order).Where(member => member is { IsOpen: true, Role: not OrderRole.Entry } && member.Leaves > leaves))
            log.Change(OrderEventKind.Restated, member with { Quantity = member.FilledQuantity + leaves }, now);
    }

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
}
