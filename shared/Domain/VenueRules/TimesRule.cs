using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Type, time in force, session and state of a stock (wire contract 4.2, 4.7, 4.8).</summary>
public static class TimesRule
{
    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        return TypeAndTime(terms) ?? ExtendedHours(terms, facts) ?? Auction(terms, facts) ?? State(terms, facts);
    }

    private static VenueRefusal? TypeAndTime(OrderTerms terms)
    {
        var isAtOnceOrAuction = terms.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok or TimeInForce.Opg or TimeInForce.Cls;
        return isAtOnceOrAuction && terms.Type is OrderType.Stop or OrderType.StopLimit or OrderType.TrailingStop
            ? Malformed(VenueRule.TimeInForce, "invalid time_in_force")
            : null;
    }

    private static VenueRefusal? ExtendedHours(OrderTerms terms, KnownFacts facts)
    {
        if (!terms.ExtendedHours)
            return null;
        if (terms is not { Type: OrderType.Limit, TimeInForce: TimeInForce.Day or TimeInForce.Gtc, Class: OrderClass.Simple })
            return Unprocessable(VenueRule.TimeInForce, "extended hours order must be DAY or GTC limit orders");
        return terms.IsFractional && facts.Asset.IsFractionableInExtendedHours == false
            ? Unprocessable(VenueRule.Fraction, $"asset \"{terms.Symbol}\" is not fractionable in extended hours")
            : null;
    }

    private static VenueRefusal? Auction(OrderTerms terms, KnownFacts facts) => terms.TimeInForce switch
    {
        TimeInForce.Opg when facts.TakesOpeningAuction == false =>
            Forbidden(VenueRule.TimeInForce, "opg orders must be submitted after 7:00pm and before 9:28am"),
        TimeInForce.Cls when facts.TakesClosingAuction == false =>
            Forbidden(VenueRule.TimeInForce, "cls orders must be submitted after 7:00pm and before 3:50pm"),
        _ => null,
    };

    private static VenueRefusal? State(OrderTerms terms, KnownFacts facts)
    {
        if (facts.Asset.IsEasyToBorrow == false && terms.TimeInForce is not (TimeInForce.Day or TimeInForce.Unrecognized))
            return Unprocessable(VenueRule.ShortSale, $"only day orders are allowed for hard-to-borrow asset \"{terms.Symbol}\"");
        return facts.IsHalted == true && terms.Type == OrderType.Market
            ? Unprocessable(VenueRule.Halt, $"market order rejected due to trading halt on symbol: \"{terms.Symbol}\", please place a limit order instead")
            : null;
    }
}
