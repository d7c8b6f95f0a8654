using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>What to want of shares that are held while nobody can say what is wanted: protection, at the prices of the entry's own legs.</summary>
public static class Meanwhile
{
    /// <summary>The strategy of what nobody knows.</summary>
    private const string UnknownStrategy = "adopted";

    /// <summary>The newest buy of the symbol that has executed anything; null when none is known.</summary>
    public static VenueOrder? EntryOf(IEnumerable<VenueOrder> orders, Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return orders.Where(order => order.Symbol == symbol && order is { Side: OrderSide.Buy, FilledQuantity.IsZero: false }).MaxBy(order => order.SubmittedAt);
    }

    /// <summary>The trade that an entry begins: it stands in its client order id; the venue's id stands in for it where the order is not ours.</summary>
    public static string TradeOf(VenueOrder entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ClientOrderId.CauseOf(entry.ClientOrderId) ?? entry.VenueOrderId;
    }

    /// <param name="account">Short name of the account.</param>
    /// <param name="symbol">What is held.</param>
    /// <param name="held">How much of it.</param>
    /// <param name="entry">The order it came from, if found.</param>
    /// <param name="last">The newest wanted state that was ever heard of the symbol.</param>
    /// <param name="fallback">Where the stop goes when the entry has no legs.</param>
    /// <param name="now">Venue time.</param>
    /// <param name="machineNow">Machine time.</param>
    /// <returns>A wanted state of the epoch last heard, so that the next one said rules over it.</returns>
    public static SellSignal Protect(
        string account, Symbol symbol, Shares held, VenueOrder? entry, SellSignal? last, Price fallback, DateTimeOffset now, DateTimeOffset machineNow)
    {
        var legs = entry?.Legs ?? [];
        var trade = entry is null ? last?.TradeId ?? $"held-{symbol.Token}" : TradeOf(entry);
        var isKnown = last?.TradeId == trade;
        return new SellSignal
        {
            Id = $"meanwhile-{account}-{symbol.Token}-{trade}",
            CorrelationId = isKnown ? last!.CorrelationId : trade,
            CausationId = entry?.VenueOrderId ?? trade,
            VenueTime = now,
            MachineTime = machineNow,
            Account = account,
            Symbol = symbol,
            Epoch = last?.Epoch ?? 0,
            TradeId = trade,
            Strategy = isKnown ? last!.Strategy : UnknownStrategy,
            Want = WantedState.Protect,
            Quantity = held,
            StopPrice = (isKnown ? last!.StopPrice : null) ?? legs.Select(leg => leg.StopPrice).FirstOrDefault(stop => stop is not null) ?? fallback,
            TakeProfitPrice = (isKnown ? last!.TakeProfitPrice : null) ?? legs.Where(leg => leg.Type == OrderType.Limit).Select(leg => leg.LimitPrice).FirstOrDefault(),
            EntryVenueOrderId = entry?.VenueOrderId,
            EntryEnded = entry?.IsTerminal ?? true,
        };
    }
}
