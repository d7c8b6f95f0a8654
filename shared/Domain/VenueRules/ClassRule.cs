using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Brackets, OTO and OCO orders: their parts, when they are taken, and how far apart their prices lie (wire contract 4.3).</summary>
public static class ClassRule
{
    private const decimal Cent = 0.01m;

    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        return terms.Class switch
        {
            OrderClass.Unrecognized => null,
            OrderClass.Simple => terms.TakeProfitPrice is null && terms.StopLossPrice is null
                ? null
                : Malformed(VenueRule.Class, "simple orders accept no take_profit or stop_loss"),
            _ => Common(terms) ?? Legs(terms) ?? Direction(terms, facts) ?? Distance(terms, facts.LastPrice),
        };
    }

    private static VenueRefusal? Common(OrderTerms terms)
    {
        var name = terms.Class switch { OrderClass.Bracket => "bracket", OrderClass.Oto => "oto", _ => "oco" };
        if (terms.TimeInForce is not (TimeInForce.Day or TimeInForce.Gtc or TimeInForce.Unrecognized))
            return Unprocessable(VenueRule.Class, $"{name} orders must be day or gtc");
        return terms.Type == OrderType.TrailingStop ? Unprocessable(VenueRule.Class, $"trailing stop orders cannot be part of {name} orders") : null;
    }

    private static VenueRefusal? Legs(OrderTerms terms)
    {
        var (profit, loss) = (terms.TakeProfitPrice is not null, terms.StopLossPrice is not null);
        return terms.Class switch
        {
            OrderClass.Bracket when !profit => Malformed(VenueRule.Class, "bracket orders require take_profit.limit_price"),
            OrderClass.Bracket when !loss => Malformed(VenueRule.Class, "bracket orders require stop_loss.stop_price"),
            OrderClass.Oto when profit == loss => Malformed(VenueRule.Class, "oto orders require either take_profit or stop_loss"),
            OrderClass.Oco when terms.Type is not (OrderType.Limit or OrderType.Unrecognized) => Unprocessable(VenueRule.Class, "oco orders must be limit orders"),
            OrderClass.Oco when !loss => Malformed(VenueRule.Class, "oco orders require stop_loss.stop_price"),
            _ => null,
        };
    }

    private static VenueRefusal? Direction(OrderTerms terms, KnownFacts facts) => terms.Class switch
    {
        OrderClass.Bracket when facts.Position is not (null or 0m) => Unprocessable(VenueRule.Direction, "bracket orders must be entry orders"),
        OrderClass.Oto when facts.Opens(terms.Side) == false => Unprocessable(VenueRule.Direction, "oto orders must be entry orders"),
        OrderClass.Oco when facts.Opens(terms.Side) == true => Unprocessable(VenueRule.Direction, "oco orders must be exit orders"),
        _ => null,
    };

    /// <summary>A cent at least from the base price: the take-profit for an OCO, else the entry's price; for a stop from the last trade too.</summary>
    private static VenueRefusal? Distance(OrderTerms terms, decimal? last)
    {
        var exitSells = (terms.Class == OrderClass.Oco) == (terms.Side == OrderSide.Sell);
        if ((terms.LimitPrice ?? terms.StopPrice ?? last) is not { } basePrice)
            return null;
        if (terms.StopLossPrice is { } stop)
        {
            if (exitSells && stop > Math.Min(basePrice, last ?? basePrice) - Cent)
                return TooClose("stop_loss.stop_price must be <= base_price - 0.01");
            if (!exitSells && stop < Math.Max(basePrice, last ?? basePrice) + Cent)
                return TooClose("stop_loss.stop_price must be >= base_price + 0.01");
        }

        if (terms.Class == OrderClass.Oco || terms.TakeProfitPrice is not { } profit)
            return null;
        if (exitSells && profit < basePrice + Cent)
            return TooClose("take_profit.limit_price must be >= base_price + 0.01");
        return !exitSells && profit > basePrice - Cent ? TooClose("take_profit.limit_price must be <= base_price - 0.01") : null;
    }

    private static VenueRefusal TooClose(string text) => Unprocessable(VenueRule.Distance, text);
}
