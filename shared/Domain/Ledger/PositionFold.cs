using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>Folds what the venue says of orders into the position of their symbol: each execution once, in whatever order it is heard.</summary>
public static class PositionFold
{
    /// <summary>The book of a symbol nothing was ever done in.</summary>
    public static Position Empty(string account, Symbol symbol) => new()
    {
        Id = "",
        CorrelationId = "",
        CausationId = "",
        VenueTime = default,
        MachineTime = default,
        Account = account,
        Symbol = symbol,
        Quantity = Shares.Zero,
    };

    /// <summary>Folds an order as the stream told it.</summary>
    /// <param name="execution">The match the update carried, if any.</param>
    /// <param name="now">Venue time.</param>
    public static FoldStep Update(Position position, VenueOrder order, Execution? execution, OrderOrigin origin, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(origin);
        var before = CursorOf(position, order, origin);
        var after = FoldedOrderCursor.Describe(execution is null ? before : FoldedOrderCursor.Execute(before, execution), order);
        var missing = order.FilledQuantity > after.CumulativeQuantity || execution?.CumulativeQuantity > after.CumulativeQuantity;
        return Take(position, before, after, origin, missing, now);
    }

    /// <summary>Folds an order and the executions of it that REST told.</summary>
    public static FoldStep Reading(Position position, VenueOrder order, IReadOnlyCollection<Execution> executions, OrderOrigin origin, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(origin);
        var before = CursorOf(position, order, origin);
        var after = FoldedOrderCursor.Describe(Amendments.HasCorrection(position, order.VenueOrderId) ? before : FoldedOrderCursor.Recount(before, executions), order);
        return Take(position, before, after, origin, order.FilledQuantity > after.CumulativeQuantity, now);
    }

    /// <summary>Books a change that no execution explains; applied once by its id.</summary>
    /// <param name="stop">Where an adopted position's stop is to rest.</param>
    /// <param name="takeProfit">Where an adopted position's take-profit is to rest.</param>
    public static Position Adjust(Position position, PositionAdjustment adjustment, Price? stop, Price? takeProfit)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(adjustment);
        if (position.Adjustments.Any(applied => applied.Id == adjustment.Id))
            return position;
        if (position.Quantity.IsZero && adjustment.QuantityChange > 0)
            position = RoundTrip.Open(position, RoundTrip.AdoptedId(position.Symbol, adjustment.At), RoundTrip.AdoptedStrategy, stop, takeProfit);
        return RoundTrip.Derive(position with { Adjustments = [.. position.Adjustments, adjustment] }, adjustment.At);
    }

    private static FoldedOrder CursorOf(Position position, VenueOrder order, OrderOrigin origin)
    {
        if (position.Orders.FirstOrDefault(known => known.VenueOrderId == order.VenueOrderId) is not { } known)
            return FoldedOrderCursor.Start(order, origin.Role, origin.TradeId);
        return known.Role == OrderRole.Foreign && origin.Role != OrderRole.Foreign
            ? known with { Role = origin.Role, TradeId = known.TradeId ?? origin.TradeId }
            : known;
    }

    private static FoldStep Take(Position position, FoldedOrder before, FoldedOrder after, OrderOrigin origin, bool missing, DateTimeOffset now)
    {
        var isKnown = position.Orders.Any(known => known.VenueOrderId == after.VenueOrderId);

        // An order that did nothing is not worth a line, except the entry whose end frees its money.
        var isWorth = !after.CumulativeQuantity.IsZero || (after.Ended && after.Role == OrderRole.Entry);
        if (isKnown ? after == before : !isWorth)
            return new FoldStep(position, Shares.Zero, 0, missing);
        var recorded = after.CumulativeQuantity - before.CumulativeQuantity;
        if (!recorded.IsZero || after.TradeId is null)
            (position, after) = RoundTrip.Assign(position, after, origin, recorded, now);
        var orders = FoldedOrders.Bounded(FoldedOrders.With(position.Orders, after), position.TradeId);
        var folded = RoundTrip.Derive(position with { Orders = orders }, now);
        return new FoldStep(folded, recorded, after.Side == OrderSide.Sell ? Math.Min(recorded.Value, Oversold(position, folded, recorded)) : 0, missing);
    }

    private static decimal Oversold(Position before, Position after, Shares recorded) =>
        Math.Max(0, recorded.Value - (before.Quantity.Value - after.Quantity.Value));
}
