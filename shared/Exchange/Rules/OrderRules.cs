namespace Pipeline.Exchange;

/// <summary>Every rule an order meets when it arrives, in the order in which the venue answers.</summary>
public static class OrderRules
{
    /// <summary>What the client or the venue has forbidden the account altogether.</summary>
    public static Refusal? Account(VenueState state) =>
        state.Configuration.SuspendTrade ? Refusal.Forbidden("new orders are rejected by user request") : Restrictions(state);

    /// <summary>What the venue has forbidden the account altogether.</summary>
    public static Refusal? Restrictions(VenueState state) =>
        state.Restrictions.MayNotTrade ? Refusal.Forbidden("account is not authorized to trade") : null;

    /// <summary>What is wrong with this order, given the market and the account; null when nothing is.</summary>
    public static Refusal? Check(OrderRequest request, OrderFacts facts)
    {
        var ofClass = facts.Asset.Class == AssetClass.Crypto
            ? CryptoRules.Check(request, facts)
            : EquityRules.Check(request, facts) ?? PriceRules.Check(request) ?? FractionRules.Check(request, facts) ?? ClassRules.Check(request, facts);
        return ofClass
            ?? PriceRules.StopSide(request.Side, request.StopPrice, facts.Tick.Last)
            ?? Restricted(request, facts)
            ?? WashTradeRule.Check(request, facts)
            ?? AvailabilityRules.Check(request, facts);
    }

    private static Refusal? Restricted(OrderRequest request, OrderFacts facts)
    {
        if (facts.Opens(request.Side))
        {
            return facts.Restrictions.LiquidationOnly || facts.Figures.IsOverexposed
                ? Refusal.Forbidden("account is restricted to liquidation only")
                : null;
        }

        return facts.IsDayTradeTooMany ? new Refusal(403, 40310100, "trade denied due to pattern day trading protection") : null;
    }
}
