using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>An account must not be able to trade with itself (wire contract 4.5): with a stop resting, a plain buy that adds is refused.</summary>
public static class WashTradeRule
{
    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.OpenOrders is not { } open)
            return null;
        var opposite = open.Where(order => !order.IsTerminal && order.Side != terms.Side).ToList();
        if (facts.Position == 0m && opposite.Any(order => !ReservedQuantityRule.IsExit(order)))
        {
            return Forbidden(VenueRule.WashTrade, terms.Side == OrderSide.Sell
                ? "cannot open a short sell while a long buy order is open"
                : "cannot open a long buy while a short sell order is open");
        }

        if (IsExempt(terms.Class, terms.Type))
            return null;
        return opposite.Any(order => !IsExempt(order.Class, order.Type) && CouldMeet(terms, order))
            ? Forbidden(VenueRule.WashTrade, "potential wash trade detected. use complex orders")
            : null;
    }

    private static bool CouldMeet(OrderTerms terms, VenueOrder existing)
    {
        if (terms.Type is OrderType.Market or OrderType.Stop || existing.Type is OrderType.Market or OrderType.Stop)
            return true;
        var (buy, sell) = terms.Side == OrderSide.Buy ? (terms.LimitPrice, existing.LimitPrice?.Value) : (existing.LimitPrice?.Value, terms.LimitPrice);
        return buy >= sell;
    }

    // What cannot be named is not judged.
    private static bool IsExempt(OrderClass orderClass, OrderType type) =>
        orderClass is OrderClass.Bracket or OrderClass.Oco or OrderClass.Unrecognized || type is OrderType.TrailingStop or OrderType.Unrecognized;
}
