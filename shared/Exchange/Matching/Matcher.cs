namespace Pipeline.Exchange;

/// <summary>Tries one order against the market.</summary>
public sealed class Matcher(EventLog log, OrderFamilies families, MatchingOptions options, VenueConduct conduct)
{
    private const ulong ExecutionIds = 2;

    /// <summary>Executes what the market allows; an order that may not rest is cancelled afterwards.</summary>
    public void Try(Order order, MarketView view)
    {
        if (Ready(order, view) is not { } ready) return;
        if (ready.RestsUntil is null || view.Now >= ready.RestsUntil)
        {
            if (ready is not { IsStopType: true, Elected: false }) ready = options.BookLevels == 0 ? AtQuote(ready, view) : FromBook(ready, view);
        }

        if (ready is { IsOpen: true, TimeInForce: TimeInForce.Ioc or TimeInForce.Fok }) families.CancelAll(ready, view.Now);
    }

    /// <summary>Executes a quantity at a price, whatever the market says.</summary>
    /// <param name="settlesFamily">False to leave the other members of its family as they are.</param>
    public Order Execute(Order order, decimal price, decimal quantity, DateTimeOffset now, bool forced = false, bool settlesFamily = true)
    {
        // Where both exits fill, the second may meet shares that were bought since: it closes those, and what is more opens the other side.
        var held = log.State.Ledger.QuantityOf(order.Symbol) * (order.Side == Side.Buy ? -1m : 1m);
        if (held > 0m && held < quantity)
        {
            var closed = Execute(order, price, held, now, forced, settlesFamily);
            return log.State.Orders.Find(order.Id) is { IsOpen: true, Leaves: > 0m } rest ? Execute(rest, price, Math.Min(quantity - held, rest.Leaves), now, forced, settlesFamily) : closed;
        }

        var filled = order.FilledQuantity + quantity;
        var complete = order.Notional is not null || filled == order.Quantity;
        var (feeQuantity, feeDollars) = Matching.FeeOf(order, price, quantity, now);
        var change = order.Side == Side.Buy ? quantity : -quantity;
        var execution = new Execution(
            Chance.Id(options.Seed, ExecutionIds, ((ulong)order.Rank << 20) + (ulong)order.ExecutionCount),
            now, order.Id, order.Symbol, order.Side, price, quantity, filled, complete ? 0m : order.Leaves - quantity,
            log.State.Ledger.QuantityOf(order.Symbol) + change, feeQuantity, feeDollars);
        var pending = order.Status is OrderStatus.PendingCancel or OrderStatus.PendingReplace;
        var changed = log.Change(complete ? OrderEventKind.Fill : OrderEventKind.PartialFill, order with
        {
            Status = complete ? OrderStatus.Filled : pending ? order.Status : OrderStatus.PartiallyFilled,
            Underlying = complete || !pending ? null : OrderStatus.PartiallyFilled,
            FilledQuantity = filled,
            FilledValue = order.FilledValue + (price * quantity),
            FilledAt = complete ? now : order.FilledAt,
            ExecutionCount = order.ExecutionCount + 1,
            CollarPrice = complete ? order.CollarPrice : Matching.CollarOf(order, price),
            RestsUntil = complete || options.BookLevels > 0 ? null : now + (forced ? conduct.RemainderDelay : Matching.RemainderDelay(order, options)),
        }, now, execution);
        if (complete) families.DropSuccessor(changed, now);
        else families.Shrink(changed, quantity, now);
        if (settlesFamily) families.AfterExecution(changed, now);
        // The second of two exits opened a position on the other side: what was meant to add to the old one may now close too much.
        if (order.Role != OrderRole.Entry && execution.PositionQuantity * execution.Change > 0m) families.FitExits(order.Symbol, now);
        if (complete && order.Status == OrderStatus.PendingCancel) log.Change(OrderEventKind.OrderCancelRejected, changed, now);
        return changed;
    }

    /// <summary>Fills what is left of a working order, as if the market had just come to it.</summary>
    /// <returns>The order afterwards; unchanged when it does not work.</returns>
    public Order FillNow(Order order, Tick tick, DateTimeOffset now)
    {
        if (!order.IsWorking || order.Notional is not null || order.Leaves <= 0m) return order;
        return Execute(order, Matching.LimitOf(order) ?? (order.Side == Side.Buy ? tick.Ask : tick.Bid), order.Leaves, now);
    }

    private Order? Ready(Order order, MarketView view)
    {
        if (families.IsArmed(order))
        {
            if (!view.Elects || !Matching.Elects(order, view.Tick.Last)) return null;
            if (families.TakeProfitBeside(order) is { } profit) Leave(profit, view.Now);
            var elected = order.Status == OrderStatus.Held
                ? order with { Status = OrderStatus.New, Elected = true, RoutedAt = view.Now }
                : order with { Underlying = OrderStatus.New, Elected = true };
            return log.Change(order.Status == OrderStatus.Held ? OrderEventKind.New : OrderEventKind.Amended, elected, view.Now);
        }

        if (!order.IsWorking) return null;
        if (!order.IsStopType || order.Elected) return order;
        if (!view.Elects) return null;
        var trailed = order.Type == OrderType.TrailingStop ? Matching.Trail(order, view.Tick.Last) : order;
        if (trailed != order) order = log.Change(OrderEventKind.Amended, trailed, view.Now);
        return Matching.Elects(order, view.Tick.Last) ? log.Change(OrderEventKind.Amended, order with { Elected = true }, view.Now) : null;
    }

    /// <summary>Takes the target out of a triggered stop's way, or, in a fast market, finds it filled.</summary>
    private void Leave(Order profit, DateTimeOffset now)
    {
        if (!profit.IsWorking || profit.LimitPrice is not { } limit || !MayFillBoth(profit) || !conduct.TakesBoth(profit, now))
        {
            families.Cancel(profit, now);
            return;
        }

        Execute(profit, limit, profit.Leaves, now, settlesFamily: false);
    }

    /// <summary>Both exits fill only where the whole position is theirs: nothing crosses from long to short, and no other exit loses its shares.</summary>
    private bool MayFillBoth(Order profit) => Math.Abs(log.State.Ledger.QuantityOf(profit.Symbol)) == profit.Leaves;

    private Order AtQuote(Order order, MarketView view)
    {
        var price = Matching.PriceOf(order, view, options) ?? (order.Status == OrderStatus.Stopped ? Matching.LimitOf(order) : null);
        if (price is not { } paid) return order;
        var forced = conduct.TakesPart(order, view.Now);
        var quantity = Matching.QuantityOf(order, paid, options, forced);
        return quantity <= 0m ? order : Execute(order, paid, quantity, view.Now, forced);
    }

    private Order FromBook(Order order, MarketView view)
    {
        var limit = Matching.LimitOf(order);
        var taken = log.State.Taken.Of(order.Symbol, order.Side, view.Now);
        var levels = BookDepth.Levels(order.Side, view.Tick, options.BookLevels, taken)
            .Where(level => view.Admits(level.Price) && Matching.Accepts(order.Side, limit, level.Price)).ToList();
        if (order.Notional is not null)
            return levels.Count == 0 ? order : Execute(order, levels[0].Price, Matching.QuantityOf(order, levels[0].Price, options, false), view.Now);
        if (order.TimeInForce == TimeInForce.Fok && levels.Sum(level => level.Quantity) < order.Leaves) return order;
        foreach (var (price, quantity) in levels)
        {
            if (!order.IsOpen || order.Leaves <= 0m) break;
            order = Execute(order, price, Math.Min(quantity, order.Leaves), view.Now);
        }

        return order;
    }
}
