using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Would the venue change this order in this way? (wire contract 4.6)</summary>
public static class ReplaceCheck
{
    /// <param name="order">As the venue last described it; null when it is not known, then only the terms are looked at.</param>
    public static VenueRefusal? Check(ReplaceTerms terms, VenueOrder? order, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        var id = OrderCheck.ClientOrderId(terms.ClientOrderId, facts);
        return order is null
            ? id ?? Bounds(terms)
            : id ?? State(order) ?? Values(terms, order) ?? Times(terms, order, facts) ?? Prices(terms, order, facts) ?? Successor(terms, order, facts);
    }

    // The changed order meets wash trades and reserved shares as if the old one were gone.
    private static VenueRefusal? Successor(ReplaceTerms terms, VenueOrder order, KnownFacts facts)
    {
        var others = facts with { OpenOrders = facts.OpenOrders?.Where(open => open.VenueOrderId != order.VenueOrderId).ToList() };
        var successor = new OrderTerms
        {
            Symbol = order.Symbol,
            Side = order.Side,
            Type = order.Type,
            TimeInForce = terms.TimeInForce ?? order.TimeInForce,
            Class = order.Class,
            Quantity = (terms.Quantity ?? order.Quantity?.Value) - order.FilledQuantity.Value,
            LimitPrice = terms.LimitPrice ?? order.LimitPrice?.Value,
            StopPrice = terms.StopPrice ?? order.StopPrice?.Value,
        };
        return WashTradeRule.Check(successor, others) ?? (ReservedQuantityRule.IsExit(order) ? null : ReservedQuantityRule.Check(successor, others));
    }

    private static VenueRefusal? State(VenueOrder order) => order switch
    {
        { IsTerminal: true } => Unprocessable(VenueRule.ReplaceState, $"order is already in \"{order.RawStatus}\" state"),
        { Status: OrderStatus.PendingNew } => Malformed(VenueRule.ReplaceState, "unable to replace order, order isn't sent to exchange yet"),
        { Status: not (OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held or OrderStatus.Unrecognized) } =>
            Unprocessable(VenueRule.ReplaceState, $"cannot replace order in {order.RawStatus} status"),
        { Quantity: null } => Unprocessable(VenueRule.ReplaceState, "notional orders cannot be replaced"),
        _ => null,
    };

    private static VenueRefusal? Values(ReplaceTerms terms, VenueOrder order)
    {
        var quantityChanges = terms.Quantity is { } quantity && quantity != order.Quantity?.Value;
        var isAdvanced = order.Class is OrderClass.Bracket or OrderClass.Oto or OrderClass.Oco;
        if (isAdvanced && quantityChanges)
            return Unprocessable(VenueRule.ReplaceState, "qty cannot be changed for advanced orders");
        if (isAdvanced && terms.TimeInForce is { } time && time != order.TimeInForce)
            return Unprocessable(VenueRule.ReplaceState, "time_in_force cannot be changed for advanced orders");
        if (terms.Quantity <= order.FilledQuantity.Value)
            return Unprocessable(VenueRule.ReplaceState, "qty must be > filled_qty");
        if (Amount(terms) is { } amount)
            return amount;

        // The trail that an order has is not told everywhere: a new one is taken for a change.
        var isUnchanged = !quantityChanges
            && terms.Trail is null
            && (terms.TimeInForce ?? order.TimeInForce) == order.TimeInForce
            && (terms.LimitPrice ?? order.LimitPrice?.Value) == order.LimitPrice?.Value
            && (terms.StopPrice ?? order.StopPrice?.Value) == order.StopPrice?.Value;
        return isUnchanged ? Unprocessable(VenueRule.ReplaceState, "order parameters are not changed") : null;
    }

    private static VenueRefusal? Times(ReplaceTerms terms, VenueOrder order, KnownFacts facts)
    {
        if (order.Symbol.IsCrypto)
            return terms.TimeInForce is null or TimeInForce.Gtc or TimeInForce.Ioc ? null : Unprocessable(VenueRule.TimeInForce, "invalid crypto time_in_force");
        if (terms.TimeInForce is not (null or TimeInForce.Day or TimeInForce.Gtc))
            return Malformed(VenueRule.TimeInForce, "invalid time_in_force");
        var time = terms.TimeInForce ?? order.TimeInForce;
        var quantity = terms.Quantity ?? order.Quantity?.Value ?? 0m;
        if (decimal.Truncate(quantity) != quantity)
        {
            if (time != TimeInForce.Day)
                return Unprocessable(VenueRule.Fraction, "fractional orders must be DAY orders");
            if (facts.Asset.IsFractionable == false)
                return Unprocessable(VenueRule.Fraction, $"asset \"{order.Symbol}\" is not fractionable");
        }

        return time != order.TimeInForce && time != TimeInForce.Day && facts.Asset.IsEasyToBorrow == false
            ? Unprocessable(VenueRule.ShortSale, $"only day orders are allowed for hard-to-borrow asset \"{order.Symbol}\"")
            : null;
    }

    private static VenueRefusal? Prices(ReplaceTerms terms, VenueOrder order, KnownFacts facts)
    {
        var name = order.Type switch
        {
            OrderType.StopLimit => "stop_limit",
            OrderType.TrailingStop => "trailing_stop",
            _ => order.Type.ToString().ToLowerInvariant(),
        };
        if (terms.LimitPrice is not null && order.Type is OrderType.Market or OrderType.Stop or OrderType.TrailingStop)
            return Malformed(VenueRule.Shape, $"{name} orders require no limit price");
        if (terms.StopPrice is not null && order.Type is OrderType.Market or OrderType.Limit or OrderType.TrailingStop)
            return Malformed(VenueRule.Shape, $"{name} orders require no stop price");
        if (terms.Trail is not null && order.Type is not (OrderType.TrailingStop or OrderType.Unrecognized))
            return Malformed(VenueRule.Shape, $"{name} orders require no trail");
        return Bounds(terms) ?? Ticks(terms, order, facts) ?? TickRule.StopSide(order.Side, terms.StopPrice, facts.LastPrice);
    }

    private static VenueRefusal? Ticks(ReplaceTerms terms, VenueOrder order, KnownFacts facts) => order.Symbol.IsCrypto
        ? CryptoRule.Price("limit_price", terms.LimitPrice, facts.Asset.PriceStep) ?? CryptoRule.Price("stop_price", terms.StopPrice, facts.Asset.PriceStep)
        : TickRule.SubPenny("limit_price", terms.LimitPrice) ?? TickRule.SubPenny("stop_price", terms.StopPrice);

    private static VenueRefusal? Amount(ReplaceTerms terms)
    {
        if (terms.Quantity > ShapeRule.GreatestAmount)
            return Malformed(VenueRule.Shape, "qty and notional must be <= 1000000000");
        return ShapeRule.Decimals(terms.Quantity ?? 0m) > 9 ? Malformed(VenueRule.Shape, "qty and notional accept at most 9 decimal places") : null;
    }

    private static VenueRefusal? Bounds(ReplaceTerms terms)
    {
        decimal?[] prices = [terms.LimitPrice, terms.StopPrice, terms.Trail];
        if (prices.Any(price => price <= 0m))
            return Malformed(VenueRule.Shape, "price must be > 0");
        return prices.Any(price => price > ShapeRule.GreatestPrice) ? Malformed(VenueRule.Shape, "price must be <= 10000000") : Amount(terms);
    }
}
