namespace Pipeline.Exchange;

/// <summary>Carries the venue from one moment to the next.</summary>
public sealed class Router(EventLog log, OrderFamilies families, Matcher matcher, IMarket market)
{
    private OrderBook Orders => log.State.Orders;

    /// <summary>Settles requests, expires what is over, routes, matches and closes the day.</summary>
    /// <param name="figures">Values the account at a moment.</param>
    public void Step(DateTimeOffset now, Func<DateTimeOffset, AccountFigures> figures)
    {
        if (Orders.OpenCount > 0)
        {
            ForEachOpen(order => Expire(order, now));
            ForEachOpen(order => Settle(order, now));
            ForEachOpen(order => Match(order, now));
        }

        CloseDay(now, figures);
    }

    /// <summary>Visits the orders open now, each in its newest value, skipping those a visit before has ended.</summary>
    private void ForEachOpen(Action<Order> visit)
    {
        foreach (var order in Orders.Open())
        {
            if (Orders.Find(order.Id) is { IsOpen: true } current) visit(current);
        }
    }

    private void Expire(Order order, DateTimeOffset now)
    {
        if (order.ExpiresAt is { } end && end <= now)
            log.Change(OrderEventKind.Expired, order with { Status = OrderStatus.Expired, ExpiredAt = end }, now);
    }

    private void Settle(Order order, DateTimeOffset now)
    {
        switch (order.Status)
        {
            case OrderStatus.PendingCancel:
                families.CancelAll(order, now);
                break;
            case OrderStatus.PendingNew when order.Replaces is { } replaced && Orders.Find(replaced) is { IsOpen: true } old:
                log.Change(OrderEventKind.Replaced, old with { Status = OrderStatus.Replaced, ReplacedAt = now }, now);
                families.MoveLegs(old, order, now);
                var held = families.MustBeHeld(order);
                log.Change(held ? OrderEventKind.Held : OrderEventKind.New, order with { Status = held ? OrderStatus.Held : OrderStatus.New }, now);
                break;
            case OrderStatus.PendingNew or OrderStatus.Accepted when IsTradable(order, now):
                log.Change(OrderEventKind.New, order with { Status = OrderStatus.New }, now);
                break;
            case OrderStatus.PendingNew:
                log.Change(OrderEventKind.Accepted, order with { Status = OrderStatus.Accepted }, now);
                break;
        }
    }

    private void Match(Order order, DateTimeOffset now)
    {
        if (IsTradable(order, now) && market.TickAt(order.Symbol, now) is { } tick) matcher.Try(order, tick, now);
    }

    private void CloseDay(DateTimeOffset now, Func<DateTimeOffset, AccountFigures> figures)
    {
        var day = NewYork.DayOf(now);
        if (day <= log.State.LastClosedDay || TradingCalendar.On(day) is not { } session || now < session.Close) return;
        var equity = figures(session.Close).Equity;
        log.Write(sequence => new SessionClosed(sequence, now, day, equity));
    }

    private static bool IsTradable(Order order, DateTimeOffset now) =>
        TradingCalendar.On(NewYork.DayOf(now)) is { } session
        && (session.IsOpen(now) || (order.ExtendedHours && session.IsExtendedOpen(now)));
}
