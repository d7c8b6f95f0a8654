namespace Pipeline.Exchange;

/// <summary>Carries the venue from one moment to the next.</summary>
public sealed class Router(EventLog log, OrderFamilies families, Intake intake, Matcher matcher, Auctions auctions, DayEnd dayEnd, IMarket market)
{
    private OrderBook Orders => log.State.Orders;

    /// <summary>Expires what is over, settles requests, wakes, holds auctions, matches and closes the day.</summary>
    /// <param name="equity">Values the account at a moment, in dollars.</param>
    public void Step(DateTimeOffset now, Func<DateTimeOffset, decimal> equity)
    {
        dayEnd.BookFees(now);
        if (Orders.OpenCount > 0)
        {
            var phase = TradingCalendar.PhaseAt(now);
            // An auction that was held while nobody looked comes before the end of its orders.
            foreach (var order in Orders.Opens.Waiting().Where(Intake.IsAuction)) Wake(order, phase, now);
            foreach (var rank in Orders.Opens.Due(now)) Expire(Orders.At(rank), now);
            if (phase != MarketPhase.Regular) dayEnd.CancelUnborrowed(now);
            SettleRequests(phase, now, null);
            foreach (var order in Orders.Opens.Waiting().Where(order => !Intake.IsAuction(order))) Wake(order, phase, now);
            foreach (var symbol in Orders.Opens.Symbols()) Match(symbol, Orders.Opens.In(symbol), phase, now);
        }

        dayEnd.CloseSession(now, equity);
    }

    /// <summary>Settles requests between two steps and matches the orders that came to work by them: for all others nothing has changed.</summary>
    public void Settle(DateTimeOffset now)
    {
        var phase = TradingCalendar.PhaseAt(now);
        List<Order>? routed = null;
        SettleRequests(phase, now, order => (routed ??= []).Add(order));
        if (routed is null) return;
        foreach (var orders in routed.GroupBy(order => order.Symbol)) Match(orders.Key, [.. orders], phase, now);
    }

    private void SettleRequests(MarketPhase phase, DateTimeOffset now, Action<Order>? routed)
    {
        foreach (var order in Orders.Opens.Unsettled())
        {
            if (Orders.Find(order.Id) is { IsOpen: true } current && intake.Settle(current, phase, now)) routed?.Invoke(order);
        }
    }

    private void Expire(Order order, DateTimeOffset now)
    {
        if (Orders.Find(order.Id) is { IsOpen: true, ExpiresAt: { } end } open)
            families.DropSuccessor(log.Change(OrderEventKind.Expired, open with { Status = OrderStatus.Expired, ExpiredAt = end }, now), now);
    }

    private void Wake(Order order, MarketPhase phase, DateTimeOffset now)
    {
        if (Orders.Find(order.Id) is not { IsOpen: true } current) return;
        if (Intake.IsAuction(current)) auctions.Run(current, now);
        else if (current.Status is OrderStatus.Accepted || NewYork.DayOf(current.UpdatedAt) < NewYork.DayOf(now)) intake.Route(current, phase, now);
    }

    private void Match(string symbol, Order[] orders, MarketPhase phase, DateTimeOffset now)
    {
        if (market.Find(symbol) is not { } asset) return;
        var isCrypto = asset.Class == AssetClass.Crypto;
        if (!isCrypto && (phase == MarketPhase.Closed || (phase == MarketPhase.Overnight && !asset.OvernightTradable))) return;
        var state = log.State.Assets.Find(symbol);
        if (state?.Halt is not null)
        {
            // What may not rest cannot wait for the resumption.
            foreach (var order in orders.Where(order => order is { IsWorking: true, TimeInForce: TimeInForce.Ioc or TimeInForce.Fok }))
                families.CancelAll(order, now);
            return;
        }

        if (market.TickAt(symbol, now) is not { } tick) return;
        if (orders.Length > 1) Array.Sort(orders, MatchPriority.Instance);
        // A print outside the quote triggers nothing.
        var inside = (tick.Bid <= 0m || tick.Last >= tick.Bid) && (tick.Ask <= 0m || tick.Last <= tick.Ask);
        var view = new MarketView(tick, now, inside && (isCrypto || phase == MarketPhase.Regular), state?.LowerBand, state?.UpperBand);
        foreach (var order in orders)
        {
            if (Orders.Find(order.Id) is { IsOpen: true } current && intake.IsTradable(current, phase)) matcher.Try(current, view);
        }
    }
}
