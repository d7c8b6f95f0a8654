namespace Pipeline.Exchange;

/// <summary>The opening and the closing auction: one price for all orders of a symbol.</summary>
public sealed class Auctions(EventLog log, OrderFamilies families, Matcher matcher, IMarket market)
{
    /// <summary>Lets an order that waits for its auction take part once that is held; what it does not get is cancelled.</summary>
    public void Run(Order order, DateTimeOffset now)
    {
        if (MomentOf(order) is not { } moment || moment > now || log.State.Assets.IsHalted(order.Symbol)) return;
        // After a halt the auction is held at the price of the resumption.
        var at = log.State.Assets.Find(order.Symbol)?.HaltAt(moment)?.Until ?? moment;
        if (market.Find(order.Symbol) is not { Tradable: true } || market.TickAt(order.Symbol, at) is not { } tick)
        {
            families.Reject(order, $"asset {order.Symbol} is not active", now);
            return;
        }

        var routed = log.Change(OrderEventKind.New, order with { Status = OrderStatus.New, RoutedAt = now }, now);
        if (Matching.Accepts(order.Side, order.LimitPrice, tick.Last)) matcher.Execute(routed, tick.Last, routed.Leaves, now);
        else families.Cancel(routed, now);
    }

    /// <summary>When an order's auction is held; null for an order of another kind.</summary>
    public static DateTimeOffset? MomentOf(Order order) => order switch
    {
        { TimeInForce: TimeInForce.Opg, ExpiresAt: { } end } => TradingCalendar.On(NewYork.DayOf(end))?.Open,
        { TimeInForce: TimeInForce.Cls, ExpiresAt: { } end } => TradingCalendar.On(NewYork.DayOf(end))?.Close,
        _ => null,
    };
}
