using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Orders for a pair (wire contract 4.2, 4.8).</summary>
public static class CryptoRule
{
    /// <summary>Least worth of an order in dollars, as paper asks for.</summary>
    internal const decimal LeastWorth = 10m;

    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        return Shape(terms) ?? ClassRule.Check(terms, facts) ?? Steps(terms, facts.Asset) ?? Worth(terms, facts) ?? ReservedQuantityRule.Check(terms, facts);
    }

    internal static VenueRefusal? Price(string field, decimal? price, decimal? step) => IsMultiple(price, step)
        ? null
        : Unprocessable(VenueRule.Tick, $"invalid {field} {Figure(price!.Value)}. price must be a multiple of {Figure(step!.Value)}");

    private static VenueRefusal? Shape(OrderTerms terms)
    {
        if (terms.Class is not (OrderClass.Simple or OrderClass.Unrecognized))
        {
            var name = terms.Class switch { OrderClass.Bracket => "bracket", OrderClass.Oto => "oto", _ => "oco" };
            return Unprocessable(VenueRule.Class, $"crypto orders not allowed for advanced order_class: {name}");
        }

        if (terms.Type is OrderType.Stop or OrderType.TrailingStop)
            return Unprocessable(VenueRule.TimeInForce, "invalid order type for crypto order");
        if (terms.TimeInForce is not (TimeInForce.Gtc or TimeInForce.Ioc or TimeInForce.Unrecognized))
            return Unprocessable(VenueRule.TimeInForce, "invalid crypto time_in_force");
        return terms.ExtendedHours ? Unprocessable(VenueRule.TimeInForce, "extended hours are not supported for crypto orders") : null;
    }

    private static VenueRefusal? Steps(OrderTerms terms, AssetFacts asset)
    {
        if (terms.Quantity < asset.SmallestOrder)
            return Unprocessable(VenueRule.Fraction, $"qty must be >= minimal qty of order {Figure(asset.SmallestOrder!.Value)}");
        if (!IsMultiple(terms.Quantity, asset.QuantityStep))
            return Unprocessable(VenueRule.Fraction, $"qty must be a multiple of {Figure(asset.QuantityStep!.Value)}");
        return Price("limit_price", terms.LimitPrice, asset.PriceStep) ?? Price("stop_price", terms.StopPrice, asset.PriceStep);
    }

    private static VenueRefusal? Worth(OrderTerms terms, KnownFacts facts) =>
        (terms.Notional ?? (terms.Quantity * (terms.LimitPrice ?? facts.LastPrice))) < LeastWorth
            ? Forbidden(VenueRule.MinimumNotional, $"cost basis must be >= minimal amount of order {Figure(LeastWorth)}")
            : null;

    private static bool IsMultiple(decimal? value, decimal? step) => value is not { } amount || step is not { } unit || amount % unit == 0m;
}
