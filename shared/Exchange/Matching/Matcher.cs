namespace Pipeline.Exchange;

/// <summary>Tries one order against the market.</summary>
public sealed class Matcher(EventLog log, OrderFamilies families, MatchingOptions options)
{
    private const ulong ExecutionIds = 2;

    /// <summary>How many of the next buy entries fill in part, whatever chance says.</summary>
    public int ForcedPartialFills { get; set; }

    /// <summary>How long the remainder of a forced partial fill waits.</summary>
    public TimeSpan ForcedRemainderDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Executes what the market allows; a fresh order that may not rest is cancelled afterwards.</summary>
    public void Try(Order order, Tick tick, DateTimeOffset now)
    {
        if (Ready(order, tick, now) is not { } ready) return;
        if (ready.RestsUntil is null || now >= ready.RestsUntil)
        {
            var price = ready is { IsStopType: true, Elected: false } ? null : Matching.PriceOf(ready, tick, options);
            if (price is { } paid) ready = Execute(ready, paid, now);
        }

        if (ready is { IsOpen: true, TimeInForce: TimeInForce.Ioc or TimeInForce.Fok }) families.CancelAll(ready, now);
    }

    private Order? Ready(Order order, Tick tick, DateTimeOffset now)
    {
        if (families.IsArmed(order))
        {
            if (!Matching.Elects(order, tick.Last)) return null;
            if (families.TakeProfitBeside(order) is { } profit) families.Cancel(profit, now);
            return log.Change(OrderEventKind.New, order with { Status = OrderStatus.New, Elected = true }, now);
        }

        if (!order.IsWorking) return null;
        if (!order.IsStopType || order.Elected) return order;
        var trailed = order.Type == OrderType.TrailingStop ? Matching.Trail(order, tick.Last) : order;
        if (trailed != order) order = log.Change(OrderEventKind.Amended, trailed, now);
        return Matching.Elects(order, tick.Last) ? log.Change(OrderEventKind.Amended, order with { Elected = true }, now) : null;
    }

    private Order Execute(Order order, decimal price, DateTimeOffset now)
    {
        var forced = ForcedPartialFills > 0 && order is { Side: Side.Buy, Role: OrderRole.Entry } && Matching.CanBePartial(order);
        if (forced) ForcedPartialFills--;
        var quantity = Matching.QuantityOf(order, price, options, forced);
        var filled = order.FilledQuantity + quantity;
        var complete = order.Notional is not null || filled == order.Quantity;
        var change = order.Side == Side.Buy ? quantity : -quantity;
        var execution = new Execution(
            Chance.Id(options.Seed, ExecutionIds, ((ulong)order.Rank << 20) + (ulong)order.ExecutionCount),
            now, order.Id, order.Symbol, order.Side, price, quantity, filled, complete ? 0m : order.Leaves - quantity,
            log.State.Ledger.QuantityOf(order.Symbol) + change);
        var changed = log.Change(complete ? OrderEventKind.Fill : OrderEventKind.PartialFill, order with
        {
            Status = complete ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
            FilledQuantity = filled,
            FilledValue = order.FilledValue + (price * quantity),
            FilledAt = complete ? now : order.FilledAt,
            ExecutionCount = order.ExecutionCount + 1,
            RestsUntil = complete ? null : now + (forced ? ForcedRemainderDelay : Matching.RemainderDelay(order, options)),
        }, now, execution);
        families.AfterExecution(changed, now);
        return changed;
    }
}
