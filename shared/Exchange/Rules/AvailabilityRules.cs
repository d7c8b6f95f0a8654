namespace Pipeline.Exchange;

/// <summary>Has the account the shares or the money an order needs?</summary>
public static class AvailabilityRules
{
    /// <param name="released">Buying power given back by an order this one replaces, in dollars.</param>
    public static Refusal? Check(OrderRequest request, OrderFacts facts, decimal released = 0m)
    {
        if (facts.Asset.Class == AssetClass.Crypto && request.Side == Side.Sell) return CryptoRules.Sold(request, facts);
        if (!facts.Opens(request.Side)) return Shares(request, facts);
        if (request.Side == Side.Sell && Short(request, facts) is { } refusal) return refusal;
        var cost = Reservations.CostOf(request, facts.Tick);
        var available = (facts.Asset.Marginable ? facts.Figures.BuyingPower : facts.Figures.NonMarginableBuyingPower) + released;
        return cost <= available
            ? null
            : Refusal.Forbidden("insufficient buying power")
                .With("buying_power", Figure.Text(decimal.Round(available, 2)))
                .With("cost_basis", Figure.Text(decimal.Round(cost, 2)));
    }

    /// <summary>Shares that a sale by dollars is counted for.</summary>
    public static decimal SharesFor(decimal dollars, Tick tick) => decimal.Round(dollars / (tick.Bid > 0m ? Math.Min(tick.Bid, tick.Last) : tick.Last), 9);

    private static Refusal? Shares(OrderRequest request, OrderFacts facts)
    {
        var existing = Math.Abs(facts.Position);
        var held = Reservations.HeldShares(facts.Position, facts.OpenOrders);
        var available = Math.Abs(facts.Owned) - held;
        var wanted = request.Quantity ?? SharesFor(request.Notional ?? 0m, facts.Tick);
        if (wanted <= available) return null;
        return Refusal.Forbidden($"insufficient qty available for order (requested: {Figure.Text(wanted)}, available: {Figure.Text(available)})")
            .With("available", Figure.Text(available))
            .With("existing_qty", Figure.Text(existing))
            .With("held_for_orders", Figure.Text(held))
            .With("symbol", request.Symbol) with
        {
            RelatedOrders = [.. facts.OpenOrders.Where(order => order.Side == request.Side).Select(order => order.Id)],
        };
    }

    private static Refusal? Short(OrderRequest request, OrderFacts facts)
    {
        if (facts.Configuration.NoShorting || !facts.Restrictions.ShortingAllowed || facts.Figures.Multiplier == 1 || facts.Figures.Equity < 2000m)
            return Refusal.Forbidden("account is not allowed to short");
        return facts.Asset is { Shortable: true, EasyToBorrow: true } ? null : Refusal.Unprocessable($"asset \"{request.Symbol}\" cannot be sold short");
    }
}
