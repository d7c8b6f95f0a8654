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

    /// <summary>Where nobody told a price, the other side's stands in, nothing is earned, and the trade says so. Null only when no price is known at all.</summary>
    /// <param name="position">A closed position.</param>
    /// <param name="wanted">The wanted state that ended it.</param>
    /// <param name="now">Venue time.</param>
    /// <param name="machineNow">Machine time.</param>
    public static Trade? Of(Position position, SellSignal wanted, DateTimeOffset now, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(wanted);
        if (position is not { OpenedAt: { } opened, ClosedAt: { } closed, TradeId: { } tradeId })
            return null;
        var (entry, exit) = (position.AverageEntryPrice ?? position.AverageExitPrice, position.AverageExitPrice ?? position.AverageEntryPrice);
        if (entry is not { } paid || exit is not { } received)
            return null;
        var gone = position.ExitQuantity.Value;
        var came = position.EntryQuantity.Value;
        var unpriced = Unpriced(position);
        var isUnknown = unpriced > 0 || position.AverageExitPrice is null || position.AverageEntryPrice is null;
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
            Quantity = new Shares(gone + unpriced is var all && all > 0 ? all : came),
            EntryPrice = paid,
            ExitPrice = received,
            EntryAt = opened,
            ExitAt = closed,
            ExitReason = ReasonOf(position, wanted),

            // A fee in kind was paid for and brought nothing: its coins are part of the cost.
            Profit = position.AverageExitPrice is null || position.AverageEntryPrice is null ? Money.Zero
                : gone + FeeInKind.Booked(position) == came ? position.ExitNotional - position.EntryNotional
                : position.ExitNotional - (paid * new Shares(gone)),
            PriceUnknown = isUnknown,
        };
    }

    // Where a part was to stay, what was wanted of the other part is not why the rest went.
    private static ExitReason ReasonOf(Position position, SellSignal wanted) =>
        (wanted.Keep is { IsZero: false } ? null : wanted.Reason) ?? position.ExitReason ?? ExitReason.ClosedExternally;

    // A split or a fee in kind has no price by nature; what was closed outside has one that nobody told.
    private static decimal Unpriced(Position position) => -position.Adjustments
        .Where(one => one is { Price: null, Kind: AdjustmentKind.ClosedExternally, QuantityChange: < 0 }).Sum(one => one.QuantityChange);
}
