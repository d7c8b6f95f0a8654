using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Shares that working exits hold cannot be sold again (wire contract 4.4).</summary>
public static class ReservedQuantityRule
{
    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        if (terms.IsCrypto ? terms.Side == OrderSide.Buy : facts.Opens(terms.Side) != false)
            return Short(terms, facts);
        if (facts.Position is not { } position || facts.OpenOrders is not { } open || Held(position, open) is not { } held || Wanted(terms, facts) is not { } wanted)
            return null;
        var available = Math.Abs(facts.Owned ?? position) - held;
        if (terms.IsCrypto)
            available = Math.Max(0m, available);
        if (wanted <= available)
            return null;
        var figures = $"(requested: {Figure(wanted)}, available: {Figure(available)})";
        return Forbidden(VenueRule.ReservedQuantity, terms.IsCrypto
            ? $"insufficient balance for {terms.Symbol.Name.Split('/')[0]} {figures}"
            : $"insufficient qty available for order {figures}");
    }

    /// <summary>A leg of another order, or the take-profit that an OCO begins with.</summary>
    internal static bool IsExit(VenueOrder order) => order.ParentVenueOrderId is not null || order.Class == OrderClass.Oco;

    private static VenueRefusal? Short(OrderTerms terms, KnownFacts facts) =>
        terms.Side == OrderSide.Sell && facts.Opens(OrderSide.Sell) == true && facts.MayShort == false
            ? Forbidden(VenueRule.ShortSale, "account is not allowed to short")
            : null;

    /// <summary>Shares that open exits hold, the members of one family once; null when an order does not tell its quantity.</summary>
    private static decimal? Held(decimal position, IReadOnlyList<VenueOrder> open)
    {
        var closes = position > 0m ? OrderSide.Sell : OrderSide.Buy;
        var closing = open.Where(order => !order.IsTerminal && order.Side == closes && position != 0m && order.Status != OrderStatus.PendingReplace).ToList();
        if (closing.Any(order => order.Quantity is null))
            return null;
        var alone = closing.Where(order => !IsExit(order)).Sum(order => Leaves(order, open));
        return alone + closing
            .Where(order => IsExit(order) && !IsOfWorkingEntry(order, open))
            .GroupBy(order => order.ParentVenueOrderId ?? Replaced(order, open)?.VenueOrderId ?? order.VenueOrderId)
            .Sum(family => family.Max(order => Leaves(order, open)));
    }

    // There is nothing to sell yet: the legs of an entry that still works reserve nothing.
    private static bool IsOfWorkingEntry(VenueOrder leg, IReadOnlyList<VenueOrder> open) =>
        open.Any(order => order.VenueOrderId == leg.ParentVenueOrderId && !order.IsTerminal && !IsExit(order));

    private static decimal Leaves(VenueOrder order, IReadOnlyList<VenueOrder> open) => Math.Max(Leaves(order), Replaced(order, open) is { } old ? Leaves(old) : 0m);

    private static decimal Leaves(VenueOrder order) => (order.Quantity?.Value ?? 0m) - order.FilledQuantity.Value;

    private static VenueOrder? Replaced(VenueOrder order, IReadOnlyList<VenueOrder> open) =>
        order is { Status: OrderStatus.PendingNew, ReplacesVenueOrderId: { } old } ? open.FirstOrDefault(other => other.VenueOrderId == old) : null;

    /// <summary>Shares wanted; a sale by dollars is counted at the bid or the last trade, whichever is lower.</summary>
    private static decimal? Wanted(OrderTerms terms, KnownFacts facts)
    {
        if (terms.Quantity is { } quantity)
            return quantity;
        if (facts.LastPrice is not ({ } last and > 0m) || facts.Bid is not { } bid)
            return null;
        return terms.Notional is { } dollars ? decimal.Round(dollars / (bid > 0m ? Math.Min(bid, last) : last), 9) : null;
    }
}
