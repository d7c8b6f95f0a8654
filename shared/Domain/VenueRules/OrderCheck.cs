namespace Pipeline.Domain.VenueRules;

/// <summary>Would the venue take this order? The rules in the order in which it answers; a test holds them beside the exchange's own (wire contract, sections 2.6, 4 and 5).</summary>
/// <remarks>
/// Money and flags of the account are not judged here. Who reduces risk passes <see cref="KnownFacts.None"/>: an exit must not be held back by what was true a moment ago.
/// </remarks>
public static class OrderCheck
{
    private const int LongestClientOrderId = 128;

    /// <summary>The refusal to expect; null when nothing that is known speaks against the order.</summary>
    public static VenueRefusal? Check(OrderTerms terms, KnownFacts facts)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(facts);
        if (terms.Class == Contracts.Orders.OrderClass.Oco)
            terms = terms with { LimitPrice = terms.LimitPrice ?? terms.TakeProfitPrice };
        return ClientOrderId(terms.ClientOrderId, facts)
            ?? ShapeRule.Check(terms)
            ?? Asset(terms, facts)
            ?? OfClass(terms, facts)
            ?? TickRule.StopSide(terms.Side, terms.StopPrice, facts.LastPrice)
            ?? WashTradeRule.Check(terms, facts)
            ?? (terms.IsCrypto ? null : ReservedQuantityRule.Check(terms, facts));
    }

    internal static VenueRefusal? ClientOrderId(string? id, KnownFacts facts)
    {
        if (id is null)
            return null;
        if (id.Length > LongestClientOrderId)
            return VenueRefusal.Malformed(VenueRule.ClientOrderId, "client_order_id must be no more than 128 characters");
        return facts.ClientOrderIdIsTaken == true ? VenueRefusal.Malformed(VenueRule.ClientOrderId, "client_order_id must be unique") : null;
    }

    private static VenueRefusal? Asset(OrderTerms terms, KnownFacts facts)
    {
        if (facts.Asset.IsListed == false)
            return VenueRefusal.Unprocessable(VenueRule.Asset, $"asset \"{terms.Symbol}\" not found");
        return facts.Asset.IsTradable == false ? VenueRefusal.Unprocessable(VenueRule.Asset, $"asset {terms.Symbol} is not active") : null;
    }

    private static VenueRefusal? OfClass(OrderTerms terms, KnownFacts facts) => terms.IsCrypto
        ? CryptoRule.Check(terms, facts)
        : TimesRule.Check(terms, facts) ?? TickRule.Check(terms) ?? FractionRule.Check(terms, facts) ?? ClassRule.Check(terms, facts);
}
