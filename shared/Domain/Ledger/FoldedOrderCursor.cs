using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>Moves how far one order is folded: forward only, each execution once.</summary>
/// <remarks>
/// Cumulative quantity and cumulative notional only rise. So an execution that does not continue where the book stands is either
/// known already, or follows a gap that the order's own filled quantity and mean price close.
/// </remarks>
public static class FoldedOrderCursor
{
    public static FoldedOrder Start(VenueOrder order, OrderRole role, string? tradeId)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new FoldedOrder
        {
            VenueOrderId = order.VenueOrderId,
            ClientOrderId = order.ClientOrderId,
            Side = order.Side,
            Role = role,
            CumulativeQuantity = Shares.Zero,
            CumulativeNotional = Money.Zero,
            Ended = false,
            TradeId = tradeId,
            StopPrice = order.StopPrice,
            SubmittedAt = order.SubmittedAt,
        };
    }

    /// <summary>
    /// Folds one execution that continues where the book stands; any other leaves the quantity as it is. One that comes after the order's mean price has stood in for it
    /// makes the sum exact again, once all have come.
    /// </summary>
    public static FoldedOrder Execute(FoldedOrder cursor, Execution execution)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        ArgumentNullException.ThrowIfNull(execution);
        var heard = cursor with
        {
            FirstExecutionAt = cursor.FirstExecutionAt < execution.At ? cursor.FirstExecutionAt : execution.At,
            LastExecutionAt = cursor.LastExecutionAt > execution.At ? cursor.LastExecutionAt : execution.At,
        };
        var before = execution.CumulativeQuantity.Value - execution.Quantity.Value;
        if (before == cursor.CountedQuantity?.Value)
            return Counted(heard, execution);
        return before == cursor.CumulativeQuantity.Value
            ? heard with
            {
                CumulativeQuantity = execution.CumulativeQuantity,
                CumulativeNotional = cursor.CumulativeNotional + (execution.Price * execution.Quantity),
            }
            : heard;
    }

    private static FoldedOrder Counted(FoldedOrder cursor, Execution execution)
    {
        var notional = cursor.CountedNotional.GetValueOrDefault() + (execution.Price * execution.Quantity);
        return execution.CumulativeQuantity >= cursor.CumulativeQuantity
            ? cursor with { CumulativeQuantity = execution.CumulativeQuantity, CumulativeNotional = notional, CountedQuantity = null, CountedNotional = null }
            : cursor with { CountedQuantity = execution.CumulativeQuantity, CountedNotional = notional };
    }

    /// <summary>Takes over the exact sum when the executions are all there are, from the first share on.</summary>
    public static FoldedOrder Recount(FoldedOrder cursor, IEnumerable<Execution> executions)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        ArgumentNullException.ThrowIfNull(executions);
        var counted = cursor with { CumulativeQuantity = Shares.Zero, CumulativeNotional = Money.Zero, CountedQuantity = null, CountedNotional = null };
        foreach (var execution in executions.OrderBy(execution => execution.CumulativeQuantity))
        {
            counted = Execute(counted, execution);
            cursor = Execute(cursor, execution);
        }

        return counted.CumulativeQuantity >= cursor.CumulativeQuantity ? counted : cursor;
    }

    /// <summary>Closes a gap from the order's own figures, and ends the order when it has ended and all of it is folded.</summary>
    public static FoldedOrder Describe(FoldedOrder cursor, VenueOrder order)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        ArgumentNullException.ThrowIfNull(order);
        var described = cursor with { StopPrice = order.StopPrice ?? cursor.StopPrice, SubmittedAt = cursor.SubmittedAt ?? order.SubmittedAt };
        if (order.FilledQuantity > cursor.CumulativeQuantity && order.FilledAveragePrice is { } average)
        {
            described = described with
            {
                CumulativeQuantity = order.FilledQuantity,
                CumulativeNotional = MeanPrice.Notional(average, order.FilledQuantity),
                CountedQuantity = cursor.CountedQuantity ?? cursor.CumulativeQuantity,
                CountedNotional = cursor.CountedNotional ?? cursor.CumulativeNotional,
            };
        }

        return described with { Ended = cursor.Ended || (order.IsTerminal && order.FilledQuantity <= described.CumulativeQuantity) };
    }
}
