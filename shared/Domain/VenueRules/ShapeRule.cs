using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Is the order complete and free of contradictions, whatever the market and the account are? (wire contract, section 5)</summary>
public static class ShapeRule
{
    /// <summary>Most shares or dollars that are taken for a meant figure.</summary>
    internal const decimal GreatestAmount = 1_000_000_000m;

    /// <summary>Highest price in dollars that is taken for a meant figure.</summary>
    internal const decimal GreatestPrice = 10_000_000m;

    public static VenueRefusal? Check(OrderTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Amount(terms) ?? Prices(terms) ?? OfType(terms);
    }

    /// <summary>How many decimals a number needs.</summary>
    internal static int Decimals(decimal value)
    {
        var scale = value.Scale;
        while (scale > 0 && decimal.Round(value, scale - 1) == value)
            scale--;
        return scale;
    }

    private static VenueRefusal? Amount(OrderTerms terms)
    {
        if (terms is { Quantity: null, Notional: null })
            return Broken("qty or notional is required");
        if (terms is { Quantity: not null, Notional: not null })
            return Broken("only one of qty or notional is accepted");
        if (terms.Quantity <= 0m)
            return Broken("qty must be > 0");
        if (terms.Notional <= 0m)
            return Broken("notional must be > 0");
        var amount = terms.Quantity ?? terms.Notional ?? 0m;
        if (amount > GreatestAmount)
            return Broken("qty and notional must be <= 1000000000");
        return Decimals(amount) > 9 ? Broken("qty and notional accept at most 9 decimal places") : null;
    }

    private static VenueRefusal? Prices(OrderTerms terms)
    {
        decimal?[] limits = [terms.LimitPrice, terms.StopLossLimitPrice, terms.TakeProfitPrice];
        decimal?[] stops = [terms.StopPrice, terms.StopLossPrice];
        if (limits.Concat(stops).Append(terms.TrailPrice).Append(terms.TrailPercent).Any(price => price > GreatestPrice))
            return Broken("price must be <= 10000000");
        if (limits.Any(price => price <= 0m))
            return Broken("limit price must be > 0");
        return stops.Any(price => price <= 0m) ? Broken("stop price must be > 0") : null;
    }

    private static VenueRefusal? OfType(OrderTerms terms)
    {
        var (limit, stop) = (terms.LimitPrice is not null, terms.StopPrice is not null);
        var trails = (terms.TrailPrice is null ? 0 : 1) + (terms.TrailPercent is null ? 0 : 1);
        return terms.Type switch
        {
            OrderType.Market when limit || stop => Broken("market orders require no stop or limit price"),
            OrderType.Limit when !limit => Broken("limit orders require a limit price"),
            OrderType.Limit when stop => Broken("limit orders require no stop price"),
            OrderType.Stop when !stop => Broken("stop orders require a stop price"),
            OrderType.Stop when limit => Broken("stop orders require no limit price"),
            OrderType.StopLimit when !stop || !limit => Broken("stop limit orders require both stop and limit price"),
            OrderType.TrailingStop when trails != 1 => Broken("trailing stop orders must specify one of trail_price or trail_percent"),
            OrderType.TrailingStop when terms.TrailPrice <= 0m => Broken("trail_price must be > 0"),
            OrderType.TrailingStop when terms.TrailPercent < 0.1m => Broken("trail_percent must be >= 0.1"),
            OrderType.TrailingStop when limit || stop => Broken("trailing stop orders require no stop or limit price"),
            not OrderType.TrailingStop when trails > 0 => Broken("only trailing stop orders accept trail_price or trail_percent"),
            _ => null,
        };
    }

    private static VenueRefusal Broken(string text) => Malformed(VenueRule.Shape, text);
}
