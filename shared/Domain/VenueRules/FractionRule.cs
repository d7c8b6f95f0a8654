using Pipeline.Contracts.Orders;
using static Pipeline.Domain.VenueRules.VenueRefusal;

namespace Pipeline.Domain.VenueRules;

/// <summary>Orders for parts of a share, or for dollars (wire contract 4.1).</summary>
public static class FractionRule
{
    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        if (!terms.IsFractional)
            return null;
        if (facts.MayTradeFractions == false)
            return Forbidden(VenueRule.Fraction, "account is not allowed to trade fractional shares");
        if (facts.Asset.IsFractionable == false)
            return Unprocessable(VenueRule.Fraction, $"asset \"{terms.Symbol}\" is not fractionable");
        if (terms.TimeInForce is not (TimeInForce.Day or TimeInForce.Unrecognized))
            return Unprocessable(VenueRule.Fraction, "fractional orders must be DAY orders");
        if (terms.Class is not (OrderClass.Simple or OrderClass.Unrecognized) || terms.Type == OrderType.TrailingStop)
            return Unprocessable(VenueRule.Fraction, "fractional orders must be simple orders");
        if (terms.Notional < 1m)
            return Unprocessable(VenueRule.MinimumNotional, "notional amount must be >= 1.00");
        return terms.Side == OrderSide.Sell && facts.Position <= 0m ? Unprocessable(VenueRule.Fraction, "fractional orders cannot be sold short") : null;
    }
}
