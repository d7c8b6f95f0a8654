using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>The trade that a closed position was.</summary>
public static class ClosedTrade
{
    /// <summary>The ledger has folded the whole round trip and holds nothing of it any more.</summary>
    /// <remarks>A book at zero whose entry is still open is not the whole: the rest may have been executed already, and sold by its legs.</remarks>
    public static bool IsClosed(Position position, string tradeId)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.TradeId == tradeId && position.Quantity.IsZero && position.ClosedAt is not null
            && position.Orders.All(order => order.Ended || order.Side == OrderSide.Sell || order.TradeId != tradeId);
    }

    /// <summary>Null when no price is known at which the shares went: nothing is invented.</summary>
    /// <param name="position">A closed position.</param>
    /// <param name="wanted">The wanted state that ended it.</param>
    /// <param name="now">Venue time.</param>
    /// <param name="machineNow">Machine time.</param>
    public static Trade? Of(Position position, SellSignal wanted, DateTimeOffset now, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(wanted);
        if (position is not { AverageEntryPrice: { } entry, AverageExitPrice: { } exit, OpenedAt: { } opened, ClosedAt: { } closed, TradeId: { } tradeId })
            return null;
        var gone = new Shares(position.SoldQuantity.Value + position.Adjustments
            .Where(one => one is { Price: not null, QuantityChange: < 0 }).Sum(one => -one.QuantityChange));
        var came = position.BoughtQuantity.Value + position.Adjustments.Where(one => one is { Price: not null, QuantityChange: > 0 }).Sum(one => one.QuantityChange);
        return new Trade
        {
            Id = tradeId,
            CorrelationId = wanted.CorrelationId,
            CausationId = wanted.Id,
            VenueTime = now,
            MachineTime = machineNow,
            Account = position.Account,
            TradeId = tradeId,
            SignalId = wanted.CorrelationId,
            Strategy = position.Strategy ?? wanted.Strategy,
            Symbol = position.Symbol,
            Quantity = gone,
            EntryPrice = entry,
            ExitPrice = exit,
            EntryAt = opened,
            ExitAt = closed,
            ExitReason = wanted.Reason ?? position.ExitReason ?? ExitReason.ClosedExternally,
            // A fee in kind was paid for and brought nothing: its coins are part of the cost.
            Profit = gone.Value + FeeInKind.Booked(position) == came ? position.ExitNotional - position.EntryNotional : position.ExitNotional - (entry * gone),
        };
    }
}
